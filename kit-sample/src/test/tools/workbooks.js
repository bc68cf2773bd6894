// Writes the values of values.json into a workbook of each program, and changes one cell of own.xlsx.
const fs = require('fs');
const path = require('path');
const ExcelJS = require('exceljs');
const SheetJS = require('xlsx');

const at = (name) => path.join(process.argv[2], name);
const {texts, numbers} = JSON.parse(fs.readFileSync(at('values.json'), 'utf8'));
const CHANGED = '改';

function bySheetJs() {
  const rows = [['note', 'value']];
  for (let i = 0; i < texts.length; i++) {
    rows.push([texts[i], i < numbers.length ? Number(numbers[i]) : null]);
  }
  const book = SheetJS.utils.book_new();
  SheetJS.utils.book_append_sheet(book, SheetJS.utils.aoa_to_sheet(rows), 'a');
  SheetJS.writeFile(book, at('values-sheetjs.xlsx'));

  const own = SheetJS.readFile(at('own.xlsx'));
  own.Sheets[own.SheetNames[0]].A2 = {t: 's', v: CHANGED};
  SheetJS.writeFile(own, at('own-sheetjs.xlsx'));
}

async function byExcelJs() {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('a');
  sheet.addRow(['note', 'value']);
  for (let i = 0; i < texts.length; i++) {
    sheet.addRow([texts[i], i < numbers.length ? Number(numbers[i]) : null]);
  }
  await book.xlsx.writeFile(at('values-exceljs.xlsx'));

  const own = new ExcelJS.Workbook();
  await own.xlsx.readFile(at('own.xlsx'));
  own.worksheets[0].getCell('A2').value = CHANGED;
  await own.xlsx.writeFile(at('own-exceljs.xlsx'));
}

bySheetJs();
byExcelJs().catch((error) => {
  console.error(error);
  process.exit(1);
});
