package cputime

import (
	"testing"
	"time"
)

func TestOf(t *testing.T) {
	if waited := Of(func() { time.Sleep(300 * time.Millisecond) }); waited > 200*time.Millisecond {
		t.Errorf("waiting took %v", waited)
	}
	worked := Of(func() {
		for began := used(); used()-began < 50*time.Millisecond; {
		}
	})
	if worked < 50*time.Millisecond {
		t.Errorf("working took %v", worked)
	}
}
