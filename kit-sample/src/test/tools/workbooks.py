# Writes the values of values.json into a workbook of openpyxl, and changes one cell of own.xlsx.
import json
import os
import sys

import openpyxl
from openpyxl.utils.exceptions import IllegalCharacterError

folder = sys.argv[1]
with open(os.path.join(folder, "values.json"), encoding="utf-8") as file:
    values = json.load(file)
book = openpyxl.Workbook()
sheet = book.active
sheet["A1"] = "note"
sheet["B1"] = "value"
for i, text in enumerate(values["texts"]):
    cell = sheet.cell(row=i + 2, column=1)
    try:
        text.encode("utf-8")
        cell.value = text
        cell.data_type = "s"
    except (IllegalCharacterError, UnicodeEncodeError):
        cell.value = "refused by openpyxl"
    if i < len(values["numbers"]):
        sheet.cell(row=i + 2, column=2).value = float(values["numbers"][i])
book.save(os.path.join(folder, "values-openpyxl.xlsx"))

own = openpyxl.load_workbook(os.path.join(folder, "own.xlsx"))
own.active["A2"] = "改"
own.save(os.path.join(folder, "own-openpyxl.xlsx"))
