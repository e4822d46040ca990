"""Expands series with python-dateutil. Standard input and output as in oracle_test.go."""
import json
import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

out = []
for series in json.load(sys.stdin):
    start = datetime.strptime(series["start"], "%Y%m%dT%H%M%S")
    horizon = datetime.strptime(series["horizon"], "%Y%m%d").date()
    if not series["all_day"]:
        start = start.replace(tzinfo=ZoneInfo(series["zone"]))
    found = []
    for at in rrulestr(series["rule"], dtstart=start):
        if at.date() > horizon or len(found) == series["limit"]:
            break
        wall = at.strftime("%Y%m%dT%H%M%S")
        moment = "" if series["all_day"] else at.astimezone(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        found.append([wall, moment])
    out.append(found)
json.dump(out, sys.stdout)
