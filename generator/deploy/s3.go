package deploy

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// Keys are what object storage wants of who writes to it.
type Keys struct{ ID, Secret, Token string }

// A bucket is a prefix of one.
type bucket struct {
	client *minio.Client
	name   string
	prefix string // empty, or ending in a slash
}

// mostObject is the size up to which an object of ours is read: 256 MiB.
const mostObject = 256 << 20

// newBucket reads s3://bucket/prefix?endpoint=https://host&region=name.
func newBucket(address string, keys Keys, transport http.RoundTripper) (*bucket, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "s3" || u.Host == "" {
		return nil, fmt.Errorf("%s: not as s3://bucket/prefix?endpoint=...&region=...", address)
	}
	q := u.Query()
	end := q.Get("endpoint")
	if end == "" {
		end = "https://s3.amazonaws.com"
	}
	if !strings.Contains(end, "://") {
		end = "https://" + end
	}
	e, err := url.Parse(end)
	if err != nil || e.Host == "" || strings.Trim(e.Path, "/") != "" || e.Scheme != "http" && e.Scheme != "https" {
		return nil, fmt.Errorf("%s: the endpoint is a host", address)
	}
	region := q.Get("region")
	if region == "" {
		region = "us-east-1"
	}
	client, err := minio.New(e.Host, &minio.Options{Creds: credentials.NewStaticV4(keys.ID, keys.Secret, keys.Token), Secure: e.Scheme == "https",
		Region: region, MaxRetries: 5, Transport: transport, BucketLookup: minio.BucketLookupPath})
	if err != nil {
		return nil, err
	}
	prefix := strings.Trim(u.Path, "/")
	if prefix != "" {
		prefix += "/"
	}
	return &bucket{client: client, name: u.Host, prefix: prefix}, nil
}

// known makes errors of the storage those of a place.
func known(err error) error {
	if err == nil {
		return nil
	}
	r := minio.ToErrorResponse(err)
	switch {
	case r.Code == "NoSuchKey" || r.StatusCode == http.StatusNotFound && r.Code != "NoSuchBucket":
		return fmt.Errorf("%w: %w", fs.ErrNotExist, err)
	case r.Code == "PreconditionFailed" || r.StatusCode == http.StatusPreconditionFailed || r.StatusCode == http.StatusConflict:
		return fmt.Errorf("%w: %w", ErrLost, err)
	}
	return err
}

// atMost reads to the end, and no more than so many octets.
func atMost(r io.Reader, most int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(data)) > most {
		err = fmt.Errorf("an answer of more than %d octets", most)
	}
	return data, err
}

func (b *bucket) get(ctx context.Context, key string) ([]byte, string, error) {
	o, err := b.client.GetObject(ctx, b.name, b.prefix+key, minio.GetObjectOptions{})
	if err != nil {
		return nil, "", known(err)
	}
	defer o.Close()
	data, err := atMost(o, mostObject)
	if err != nil {
		return nil, "", known(err)
	}
	info, err := o.Stat()
	return data, info.ETag, known(err)
}

func (b *bucket) put(ctx context.Context, key string, data []byte, h headers, on condition) (string, error) {
	// A digest in the header is checked by every server; signed chunks are stored as they came by some.
	o := minio.PutObjectOptions{DisableContentSha256: true, ContentType: h.Type, CacheControl: h.Cache, ContentEncoding: h.Encoding, SendContentMd5: true, DisableMultipart: true}
	switch {
	case on.absent:
		o.SetMatchETagExcept("*")
	case on.tag != "":
		o.SetMatchETag(on.tag)
	}
	info, err := b.client.PutObject(ctx, b.name, b.prefix+key, bytes.NewReader(data), int64(len(data)), o)
	return info.ETag, known(err)
}

func (b *bucket) copy(ctx context.Context, from, to string) error {
	_, err := b.client.CopyObject(ctx, minio.CopyDestOptions{Bucket: b.name, Object: b.prefix + to}, minio.CopySrcOptions{Bucket: b.name, Object: b.prefix + from})
	return known(err)
}

func (b *bucket) remove(ctx context.Context, key string) error {
	return b.client.RemoveObject(ctx, b.name, b.prefix+key, minio.RemoveObjectOptions{})
}

func (b *bucket) list(ctx context.Context, prefix string) (keys []string, err error) {
	for o := range b.client.ListObjects(ctx, b.name, minio.ListObjectsOptions{Prefix: b.prefix + prefix, Recursive: true}) {
		if o.Err != nil {
			return nil, o.Err
		}
		keys = append(keys, strings.TrimPrefix(o.Key, b.prefix))
	}
	return keys, nil
}

// S3 deploys a published folder to object storage. transport may be nil.
func S3(ctx context.Context, dir, address string, keys Keys, transport http.RoundTripper, o Options) (*Result, error) {
	b, err := newBucket(address, keys, transport)
	if err != nil {
		return nil, err
	}
	t, err := local(dir, o.Encoding)
	if err != nil {
		return nil, err
	}
	return send(ctx, b, t, o)
}

// S3Back makes object storage hold the site that it held before the last deploy.
func S3Back(ctx context.Context, address string, keys Keys, transport http.RoundTripper, o Options) (*Result, error) {
	b, err := newBucket(address, keys, transport)
	if err != nil {
		return nil, err
	}
	return back(ctx, b, o)
}
