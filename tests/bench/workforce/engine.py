"""The engine, through the Python package: Arrow in, Arrow out."""

import datetime

import cwp
import pyarrow as pa

EPOCH = datetime.date(1970, 1, 1)


def date(day):
    return EPOCH + datetime.timedelta(days=day)


class Rival:
    name = "libcwp"

    def __init__(self, tables, threads):
        self.threads = threads

    def moves(self, workers, evidence, on):
        return pa.table(cwp.Workforce(evidence, workers).moves(on=date(on), threads=self.threads))

    def gaps(self, workers, evidence, dates):
        workforce = cwp.Workforce(evidence, workers)
        return pa.table(workforce.gaps(by=["area"], on=[date(on) for on in dates], threads=self.threads))
