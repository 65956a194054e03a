"""Makes a large provider's files of the national data set: rows that are nearly all good, as files that are sent in
are, with a fault in one of a thousand. A fixed seed: the same command always makes the same bytes.

usage: make_asc.py STAFF_ROWS TRAINING_ROWS FOLDER
"""

import pathlib
import random
import sys

STAFF = (
    "LOCALESTID,UNIQUEWORKERID,STATUS,DISPLAYID,NINUMBER,POSTCODE,DOB,GENDER,ETHNICITY,NATIONALITY,BRITISHCITIZENSHIP,"
    "COUNTRYOFBIRTH,YEAROFENTRY,DISABLED,CARECERT,L2CARECERT,RECSOURCE,HANDCVISA,INOUTUK,STARTDATE,STARTINSECT,DHA,"
    "APPRENTICE,EMPLSTATUS,ZEROHRCONT,DAYSSICK,SALARYINT,SALARY,HOURLYRATE,MAINJOBROLE,MAINJRDESC,CONTHOURS,AVGHOURS,"
    "NMCREG,AMHP,SCQUAL,NONSCQUAL,CWPCATEGORY,QUALACH01,QUALACH01NOTES,QUALACH02,QUALACH02NOTES,QUALACH03,"
    "QUALACH03NOTES"
)
TRAINING = (
    "LOCALESTID,UNIQUEWORKERID,CATEGORY,TRAININGNAME,ACCREDITED,WHODELIVERED,PROVIDERNAME,HOWDELIVERED,VALIDITY,"
    "DATECOMPLETED,EXPIRYDATE,NOTES"
)
COURSES = [
    "Safeguarding adults",
    "Moving and handling of people",
    "Fire safety",
    "Medication awareness",
    "Infection prevention and control",
    "Dementia awareness",
    '"First aid, one day"',
]
PEOPLE_OF_A_SITE = 60
chance = random.Random(2026)


def day(first_year, last_year):
    return f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.randint(first_year, last_year)}"


def keys(worker):
    return f"SITE{worker // PEOPLE_OF_A_SITE:05},W{worker:07}"


def staff_row(worker):
    gender = "9" if chance.random() < 0.001 else chance.choice("124")
    hours = chance.choice(["20", "30", "37.5", "40"])
    # Those who work part of the time do not earn to the pound what others earn in full.
    pounds = 20000 + 10 * chance.randint(0, 900) + (5 if float(hours) > 36 else 0)
    pay = f"1,{pounds}," if chance.random() < 0.4 else f"3,,{chance.randint(12, 16)}.{chance.randint(10, 99)}"
    since = chance.randint(2016, 2024)
    held = chance.choice(["", "", "4;2015", "158;2025", "32;2019"])
    return (
        f"{keys(worker)},UPDATE,Worker {worker},AB{worker % 1000000:06}{'ABCD'[worker // 1000000 % 4]},"
        f"LS{worker % 20} {worker % 9}AA,{day(1955, 2000)},{gender},31,826,,826,,0,{chance.choice('123')},3,"
        f"{chance.choice(['1', '2', '16'])},,,{day(since, since)},{since - 1},1,2,{chance.choice('12')},2,"
        f"{chance.randint(0, 20)},{pay},8,,{hours},,,,{chance.choice(['2', '1;3', '1;2'])},2,2,{held},,,,,"
    )


def training_row(worker):
    completed = day(2023, 2025)
    ends = f"12,{completed}," if chance.random() < 0.5 else f",{completed},15/06/{int(completed[6:]) + 2}"
    category = "99" if chance.random() < 0.001 else chance.choice(["1", "2", "5", "6", "20", "38"])
    return (
        f"{keys(worker)},{category},{chance.choice(COURSES)},{chance.choice('01')},1,,{chance.choice('12')},{ends},"
    )


def write(path, header, rows):
    with open(path, "w", encoding="ascii", newline="") as file:
        file.write(header + "\r\n")
        file.writelines(row + "\r\n" for row in rows)


staff_rows, training_rows = int(sys.argv[1]), int(sys.argv[2])
folder = pathlib.Path(sys.argv[3])
folder.mkdir(parents=True, exist_ok=True)
write(folder / "staff.csv", STAFF, (staff_row(worker) for worker in range(staff_rows)))
of_each = max(1, training_rows // staff_rows)
write(folder / "training.csv", TRAINING, (training_row(row // of_each % staff_rows) for row in range(training_rows)))
