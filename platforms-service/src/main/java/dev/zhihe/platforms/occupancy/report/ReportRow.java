package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.platforms.occupancy.report.ReportPlaces.Place;

/** What a row of a file submits, and for which platform and period. */
record ReportRow(NewOccupancyReport report, Place place) {}
