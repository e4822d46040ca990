#!/usr/bin/python3
"""Reads .ics files with the software of others and says what they think of them.

    check.py [--khal] [--strict-tools] DIR|FILE...

libical (through ctypes) parses and applies the rules of RFC 5546; icalendar and vobject parse; all must find
the same UIDs and texts. recurring-ical-events (with the tz database) and ical.js (with the file's own
VTIMEZONE) expand the files and must come to the same occurrences. With --khal, khal imports each file.
A tool that is missing is skipped with a word, or is a failure with --strict-tools.
ical.js is looked for in NODE_PATH and MODESTAD_NODE_MODULES.

Exit code: 0 no complaint, 1 complaints, 2 nothing to read.
"""
import ctypes
import ctypes.util
import datetime
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
UTC = datetime.timezone.utc


class Missing(Exception):
    pass


def libical():
    name = ctypes.util.find_library("ical")
    if not name:
        raise Missing("libical")
    lib = ctypes.CDLL(name)
    for function, result, arguments in [
        ("icalparser_parse_string", ctypes.c_void_p, [ctypes.c_char_p]),
        ("icalrestriction_check", ctypes.c_int, [ctypes.c_void_p]),
        ("icalcomponent_count_errors", ctypes.c_int, [ctypes.c_void_p]),
        ("icalcomponent_as_ical_string", ctypes.c_char_p, [ctypes.c_void_p]),
        ("icalcomponent_count_components", ctypes.c_int, [ctypes.c_void_p, ctypes.c_int]),
        ("icalcomponent_free", None, [ctypes.c_void_p]),
    ]:
        f = getattr(lib, function)
        f.restype, f.argtypes = result, arguments
    event_kind = 4  # ICAL_VEVENT_COMPONENT

    def check(path, data):
        c = lib.icalparser_parse_string(data)
        if not c:
            return ["libical: cannot read it"]
        out = []
        # icalrestriction_check gives 1 where the rules of the METHOD hold.
        restricted = lib.icalrestriction_check(c)
        errors = lib.icalcomponent_count_errors(c)
        if errors or not restricted:
            text = lib.icalcomponent_as_ical_string(c).decode("utf-8", "replace")
            text = text.replace("\r\n ", "").replace("\n ", "")
            lines = [l for l in text.splitlines() if l.startswith("X-LIC-ERROR")]
            out += ["libical: " + l for l in lines[:5]] or ["libical: %d errors, restrictions %s" % (errors, restricted)]
        count = lib.icalcomponent_count_components(c, event_kind)
        if count != data.count(b"BEGIN:VEVENT\r\n"):
            out.append("libical: %d events" % count)
        lib.icalcomponent_free(c)
        return out

    return check


def icalendar_reader():
    try:
        import icalendar
    except ImportError:
        raise Missing("python3-icalendar")

    def read(data):
        cal = icalendar.Calendar.from_ical(data)
        problems = ["icalendar: %s" % (e,) for e in cal.errors]
        events = []
        for e in cal.walk("VEVENT"):
            problems += ["icalendar: %s: %s" % (e.get("UID"), x) for x in e.errors]
            events.append({k.lower(): str(e.get(k)) for k in ("UID", "SUMMARY", "DESCRIPTION", "LOCATION") if e.get(k)})
        return events, problems

    return read


def vobject_reader():
    try:
        import vobject
    except ImportError:
        raise Missing("python3-vobject")

    def read(data):
        events, problems = [], []
        try:
            for cal in vobject.readComponents(data.decode("utf-8")):
                for e in cal.contents.get("vevent", []):
                    events.append({k: getattr(e, k).value for k in ("uid", "summary", "description", "location")
                                   if k in e.contents})
        except Exception as error:
            problems.append("vobject: %s" % error)
        return events, problems

    return read


def expander():
    try:
        import icalendar
        import recurring_ical_events
    except ImportError:
        raise Missing("python3-recurring-ical-events")

    def key(when):
        if isinstance(when, datetime.datetime):
            return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return when.strftime("%Y-%m-%d")

    def expand(data):
        cal = icalendar.Calendar.from_ical(data)
        first, last = window(cal)
        # One event with its changes at a time: the library takes quadratic time for many.
        groups = {}
        for e in cal.walk("VEVENT"):
            groups.setdefault(str(e["UID"]), icalendar.Calendar()).add_component(e)
        out = []
        for uid, group in groups.items():
            for e in recurring_ical_events.of(group).between(first, last):
                out.append([uid, key(e["DTSTART"].dt)])
        return sorted(out), first, last

    def window(cal):
        days = [datetime.date(2027, 1, 1)]
        for e in cal.walk("VEVENT"):
            d = e["DTSTART"].dt
            days.append(d.date() if isinstance(d, datetime.datetime) else d)
        days = sorted(days[1:] or days)
        # A day before and two years after, cut at midnight in UTC, where nothing in a feed of ours begins.
        return (days[0] - datetime.timedelta(days=2), days[-1] + datetime.timedelta(days=730))

    return expand


def ical_js(jobs):
    """Expands [path, first, last] jobs with ical.js; a table of lists by path."""
    env = dict(os.environ)
    modules = [env.get("MODESTAD_NODE_MODULES", ""), env.get("NODE_PATH", "")]
    env["NODE_PATH"] = os.pathsep.join(m for m in modules if m)
    try:
        run = subprocess.run(["node", os.path.join(HERE, "expand.js")], input=json.dumps(jobs), text=True,
                             capture_output=True, env=env)
    except FileNotFoundError:
        raise Missing("node")
    if run.returncode == 3:
        raise Missing("ical.js (set MODESTAD_NODE_MODULES to the node_modules that holds it)")
    if run.returncode:
        raise RuntimeError("expand.js: " + run.stderr.strip()[-400:])
    return json.loads(run.stdout)


def khal(path, data):
    with tempfile.TemporaryDirectory() as home:
        os.mkdir(os.path.join(home, "cal"))
        config = os.path.join(home, "config")
        with open(config, "w") as f:
            f.write("[calendars]\n[[test]]\npath = %s/cal\n[locale]\nlocal_timezone = Europe/Brussels\n"
                    "default_timezone = Europe/Brussels\ntimeformat = %%H:%%M\ndateformat = %%Y-%%m-%%d\n"
                    "longdateformat = %%Y-%%m-%%d\ndatetimeformat = %%Y-%%m-%%d %%H:%%M\n"
                    "longdatetimeformat = %%Y-%%m-%%d %%H:%%M\n[sqlite]\npath = %s/khal.db\n" % (home, home))
        env = dict(os.environ, HOME=home, LC_ALL="C.UTF-8", XDG_DATA_HOME=home, XDG_CACHE_HOME=home)
        try:
            run = subprocess.run(["khal", "-c", config, "import", "--batch", "-a", "test", path],
                                 capture_output=True, text=True, env=env)
        except FileNotFoundError:
            raise Missing("khal")
        out = []
        said = (run.stdout + run.stderr).lower()
        if run.returncode or "error" in said or "critical" in said or "warning" in said:
            out.append("khal: exit %d: %s" % (run.returncode, said.strip()[-300:]))
        uids = {l for l in unfolded(data) if l.startswith("UID:")}
        got = len(os.listdir(os.path.join(home, "cal")))
        if got != len(uids):
            out.append("khal: kept %d of %d events" % (got, len(uids)))
        return out


def unfolded(data):
    return data.decode("utf-8").replace("\r\n ", "").split("\r\n")


def files(arguments):
    out = []
    for a in arguments:
        if os.path.isdir(a):
            for root, dirs, names in os.walk(a):
                dirs.sort()
                out += [os.path.join(root, n) for n in sorted(names) if n.endswith(".ics")]
        else:
            out.append(a)
    return out


def same_texts(a, b):
    """The first difference between what two readers made of the events. Readers trim differently, and
    icalendar before version 6 takes the text \\n for a line break, so texts with backslashes are passed over."""
    def plain(events):
        return [{k: v.replace("\r\n", "\n").strip() for k, v in e.items() if k == "uid" or "\\" not in v} for e in events]

    skip = {e.get("uid") for e in b if any("\\" in v for v in e.values())}
    a, b = [e for e in a if e.get("uid") not in skip], [e for e in b if e.get("uid") not in skip]
    a, b = plain(a), plain(b)
    by = lambda e: (e.get("uid", ""), json.dumps(e, sort_keys=True))
    a, b = sorted(a, key=by), sorted(b, key=by)
    if len(a) != len(b):
        return "%d and %d events" % (len(a), len(b))
    for x, y in zip(a, b):
        if x != y:
            return "%s: %r and %r" % (x.get("uid"), x, y)
    return ""


def main():
    arguments = sys.argv[1:]
    strict = "--strict-tools" in arguments
    with_khal = "--khal" in arguments
    # The system's modules are seen by the system's interpreter alone.
    system = "/usr/bin/python3"
    if os.path.realpath(sys.executable) != os.path.realpath(system) and os.path.exists(system):
        try:
            import icalendar, vobject, recurring_ical_events  # noqa: F401, E401
        except ImportError:
            os.execv(system, [system, os.path.abspath(__file__)] + arguments)
    paths = files([a for a in arguments if not a.startswith("--")])
    if not paths:
        print("nothing to read", file=sys.stderr)
        return 2
    missing, tools = [], {}
    for name, make in [("libical", libical), ("icalendar", icalendar_reader), ("vobject", vobject_reader),
                       ("recurring-ical-events", expander)]:
        try:
            tools[name] = make()
        except Missing as error:
            missing.append(str(error))
    complaints, jobs, expanded, events = [], [], {}, 0

    def complain(path, texts):
        complaints.extend("%s: %s" % (path, t) for t in texts)

    for path in paths:
        with open(path, "rb") as f:
            data = f.read()
        events += data.count(b"BEGIN:VEVENT\r\n")
        if "libical" in tools:
            complain(path, tools["libical"](path, data))
        read = {}
        for name in ("icalendar", "vobject"):
            if name in tools:
                try:
                    read[name], problems = tools[name](data)
                except Exception as error:
                    problems = ["%s: %r" % (name, error)]
                complain(path, problems)
        if len(read) == 2:
            difference = same_texts(read["icalendar"], read["vobject"])
            complain(path, ["icalendar and vobject differ: " + difference] if difference else [])
        if "recurring-ical-events" in tools:
            try:
                expanded[path], first, last = tools["recurring-ical-events"](data)
                jobs.append([path, first.isoformat(), last.isoformat()])
            except Exception as error:
                complain(path, ["recurring-ical-events: %r" % error])
        if with_khal:
            try:
                complain(path, khal(path, data))
            except Missing as error:
                missing.append(str(error))
                with_khal = False
    occurrences = 0
    if jobs:
        try:
            for path, got in ical_js(jobs).items():
                want = expanded[path]
                occurrences += len(want)
                if isinstance(got, str):
                    complain(path, ["ical.js: " + got])
                    continue
                got.sort()
                if got != want:
                    a, b = {tuple(x) for x in want}, {tuple(x) for x in got}
                    only = sorted(a - b)[:3], sorted(b - a)[:3]
                    complain(path, ["expansion: %d by recurring-ical-events (only there: %s), %d by ical.js (only there: %s)"
                                    % (len(want), only[0], len(got), only[1])])
        except Missing as error:
            missing.append(str(error))
        except RuntimeError as error:
            complaints.append(str(error))
    for m in missing:
        print("missing: " + m)
    for c in complaints[:200]:
        print(c)
    print("%d files, %d events, %d occurrences compared, %d complaints, %d tools missing"
          % (len(paths), events, occurrences, len(complaints), len(missing)))
    return 1 if complaints or strict and missing else 0


if __name__ == "__main__":
    sys.exit(main())
