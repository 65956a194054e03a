"""Makes a large provider out of the sample one: its rows again and again, each worker under a key of their own, in an
order that a fixed seed gives. The same command always makes the same bytes.

usage: make_files.py STAFF TRAINING WORKERS FOLDER
"""

import csv
import pathlib
import random
import sys


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        return next(reader), [row for row in reader if row]


def writer(path):
    return csv.writer(open(path, "w", encoding="utf-8", newline=""), lineterminator="\r\n")


staff_path, training_path, workers, folder = sys.argv[1:]
staff_header, staff = rows_of(staff_path)
training_header, training = rows_of(training_path)
key = staff_header.index("UNIQUEWORKERID"), training_header.index("UNIQUEWORKERID")
site = staff_header.index("LOCALESTID"), training_header.index("LOCALESTID")

trainings = {}
for row in training:
    trainings.setdefault((row[site[1]], row[key[1]]), []).append(row)
# Rows that the sample holds to be refused would only count the cost of saying so.
staff = [row for row in staff if len(row) == len(staff_header)]

folder = pathlib.Path(folder)
folder.mkdir(parents=True, exist_ok=True)
staff_out, training_out = writer(folder / "staff.csv"), writer(folder / "training.csv")
staff_out.writerow(staff_header)
training_out.writerow(training_header)
chance = random.Random(2026)
for number in range(int(workers)):
    row = list(chance.choice(staff))
    found = trainings.get((row[site[0]], row[key[0]]), [])
    row[key[0]] = f"W{number:07}"
    staff_out.writerow(row)
    for entry in found:
        entry = list(entry)
        entry[key[1]] = row[key[0]]
        training_out.writerow(entry)
