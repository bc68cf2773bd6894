/** File formats: CSV, NDJSON and XLSX, their columns, rows and cells. */
@NullMarked
package dev.zhihe.kit.tables;

import org.jspecify.annotations.NullMarked;
