package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import dev.zhihe.servers.Web;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;

/**
 * Accepted occupancy reports of a made-up area: twelve months of each platform, and twenty
 * platforms of each operator. They are written below the API, logged as the service would, and then
 * sealed and sent by the service itself. Files of other areas go through the gateway, by an
 * operator.
 */
final class OccupancyFiles {
  /** The area with the reports that are added up. */
  static final int AREA = 920_000;

  static final int MONTHS = 12;

  /** An operator with twenty platforms. */
  static final String OPERATOR = AREA + "-op-00007";

  static final String LAST_PERIOD = AREA + "-2025-m12";
  private static final int OF_AN_OPERATOR = 20;
  private static final int BATCH = 2_000;
  private static final String OURS = (AREA + 1) + "-op-1";

  private final Servers servers;
  private final Bureau bureau;

  OccupancyFiles(Servers servers) {
    this.servers = servers;
    bureau = new Bureau(servers);
  }

  /** Writes what is missing, and waits until all of it is sealed and in Kafka. */
  void seed(int reports, PrintStream out) throws SQLException {
    var platforms = reports / MONTHS;
    try (var connection = servers.superuser(Service.PLATFORMS)) {
      var there =
          Observations.number(
              connection, "select count(*) from platform where area = '%d'".formatted(AREA));
      if (there < platforms) {
        out.printf(
            "  …  writing %,d occupancy reports below the API%n", (platforms - there) * MONTHS);
        insert(connection, there, platforms);
      }
      Observations.awaitSealed(connection);
      if (there < platforms) {
        Observations.execute(connection, "vacuum analyze");
        out.println("  ok written, sealed, sent and analysed");
      }
    }
  }

  private static void insert(Connection connection, long there, int platforms) throws SQLException {
    Observations.execute(connection, "set session_replication_role = replica");
    if (there == 0) {
      Observations.execute(connection, PERIODS.formatted(AREA, MONTHS - 1));
    }
    for (var from = there; from < platforms; from += BATCH) {
      var last = Math.min(platforms, from + BATCH) - 1;
      // An operator is there once the last of its platforms is.
      Observations.execute(
          connection,
          OPERATORS.formatted(
              AREA, (from + OF_AN_OPERATOR - 1) / OF_AN_OPERATOR, last / OF_AN_OPERATOR));
      Observations.execute(connection, PLATFORMS.formatted(AREA, OF_AN_OPERATOR, from, last));
      Observations.execute(
          connection, REPORTS.formatted(AREA, OF_AN_OPERATOR, MONTHS - 1, from, last));
    }
    Observations.execute(connection, "set session_replication_role = origin");
  }

  /** The platforms and periods of an area, for a file of so many reports. */
  void prepare(int area, int reports) throws SQLException {
    try (var connection = servers.superuser(Service.PLATFORMS)) {
      if (Observations.number(
              connection, "select count(*) from operator where code = '%s'".formatted(OURS))
          == 0) {
        // The credit code of the operator's account.
        bureau.imports(
            "operators",
            "code,area,name,creditCode%n%s,%d,运营公司,91000000MA00000157%n".formatted(OURS, AREA + 1));
      }
    }
    var platforms = new StringBuilder("code,area,name,type,stage,operator\n");
    for (var i = 0; i < reports / MONTHS; i++) {
      platforms.append(
          "%1$d-pf-%2$05d,%1$d,第%2$d园区,park,completed,%3$s%n".formatted(area, i, OURS));
    }
    var periods = new StringBuilder("code,area,startDate,endDate,dueDate,reviewDueDate\n");
    for (var month = 1; month <= MONTHS; month++) {
      var first = LocalDate.of(2025, month, 1);
      var next = first.plusMonths(1);
      periods.append(
          "%1$d-2025-m%2$02d,%1$d,%3$s,%4$s,%5$s,%6$s%n"
              .formatted(
                  area, month, first, next.minusDays(1), next.plusDays(9), next.plusDays(19)));
    }
    bureau.imports("platforms", platforms.toString());
    bureau.imports("reporting-periods", periods.toString());
  }

  /** Sends a file of reports as their operator, and waits until all that follows is sealed. */
  Load submit(int area, int reports) throws SQLException {
    var file = file(area, reports);
    try (var connection = servers.superuser(Service.PLATFORMS)) {
      var from = System.nanoTime();
      bureau.imports("operator-demo", "occupancy-reports", file);
      while (Observations.number(connection, "select count(*) from change_queue") > 0) {
        Web.pause(Duration.ofMillis(5));
      }
      var seconds = (System.nanoTime() - from) / 1e9;
      Observations.awaitSealed(connection); // so that what is sent to Kafka disturbs nobody else
      return new Load(reports, 0, seconds, Double.NaN, Double.NaN);
    }
  }

  private static String file(int area, int reports) {
    var text =
        new StringBuilder(
            "platform,period,usableAreaM2,incubationAreaM2,publicServiceAreaM2,occupiedAreaM2,tenantsAtStart,tenants,newTenants,"
                + "leftTenants,graduatedTenants,highTechFirms,techFirms,employees,outputYuan,comment\n");
    for (var i = 0; i < reports / MONTHS * MONTHS; i++) {
      var platform = i / MONTHS;
      text.append(
          "%1$d-pf-%2$05d,%1$d-2025-m%3$02d,%4$d,9000,800,%5$d,40,40,%6$d,%6$d,0,6,20,830,%7$d.00,例行填报%n"
              .formatted(
                  area,
                  platform,
                  1 + i % MONTHS,
                  12_000 + platform % 500,
                  8_000 + i % 700,
                  i % 3,
                  12_000_000 + i * 31L % 900_000));
    }
    return text.toString();
  }

  private static final String LOGGED =
      """
      logged as (
        insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, area, valid_from)
        select '%s', code, 1, 'created', 'PUBLIC', body, 'bench', 'bench', '%%1$d', %s from stated order by code
        returning log_id),
      queued as (insert into change_queue (log_id) select log_id from logged)
      """;

  private static final String PERIODS =
      """
      with given as (
        select (date '2025-01-01' + make_interval(months => i))::date as first, (date '2025-02-01' + make_interval(months => i))::date as next
        from generate_series(0, %2$d) i),
      stated as (
        select '%1$d-2025-m' || to_char(first, 'MM') as code, first, next - 1 as last, next + 9 as due, next + 19 as review,
          json_build_object('code', '%1$d-2025-m' || to_char(first, 'MM'), 'area', '%1$d', 'startDate', first, 'endDate', next - 1,
            'dueDate', next + 9, 'reviewDueDate', next + 19)::text as body
        from given),
      """
          + LOGGED.formatted("reporting-period", "first")
          + """
            insert into reporting_period (code, area, start_date, end_date, due_date, review_due_date, version, body, audience)
            select code, '%1$d', first, last, due, review, 1, body, 'PUBLIC' from stated
            """;

  private static final String OPERATORS =
      """
      with stated as (
        select '%1$d-op-' || lpad(i::text, 5, '0') as code, '第' || i || '公司' as name, '91%1$dMB' || lpad(i::text, 8, '0') as credit_code,
          json_build_object('code', '%1$d-op-' || lpad(i::text, 5, '0'), 'area', '%1$d', 'name', '第' || i || '公司',
            'creditCode', '91%1$dMB' || lpad(i::text, 8, '0'))::text as body
        from generate_series(%2$d, %3$d) i),
      """
          + LOGGED.formatted("operator", "null::date")
          + """
            insert into operator (code, area, name, credit_code, version, body, audience)
            select code, '%1$d', name, credit_code, 1, body, 'PUBLIC' from stated
            """;

  private static final String PLATFORMS =
      """
      with given as (
        select '%1$d-pf-' || lpad(i::text, 6, '0') as code, '第' || i || '园区' as name,
          (array['park', 'innovation_park', 'ecosystem', 'rd_platform'])[1 + i %% 4] as type,
          '%1$d-op-' || lpad((i / %2$d)::text, 5, '0') as operator
        from generate_series(%3$d, %4$d) i),
      stated as (
        select *, json_build_object('code', code, 'area', '%1$d', 'name', name, 'aliases', json_build_array(), 'type', type, 'functions',
          json_build_array(), 'directions', json_build_array(), 'stage', 'completed', 'operator', operator, 'responsibleUnits',
          json_build_array(), 'mode', json_build_array(), 'keyItems', json_build_array(), 'mentions', json_build_array(),
          'certifications', json_build_array(), 'status', 'active')::text as body
        from given),
      """
          + LOGGED.formatted("platform", "null::date")
          + """
            insert into platform (code, area, name, aliases, type, directions, stage, responsible_units, mentions, operator,
              certification_names, certification_levels, certification_days, certification_until, certification_documents,
              certification_numbers, status, decided, version, body, audience)
            select code, '%1$d', name, '{}', upper(type), '{}', 'COMPLETED', '{}', '{}', operator,
              '{}', '{}', '{}', '{}', '{}', '{}', 'ACTIVE', '{}', 1, body, 'PUBLIC' from stated
            """;

  private static final String REPORTS =
      """
      with given as (
        select '%1$d-pf-' || lpad(i::text, 6, '0') as platform, '%1$d-op-' || lpad((i / %2$d)::text, 5, '0') as operator,
          (date '2025-01-01' + make_interval(months => m))::date as first, (date '2025-02-01' + make_interval(months => m))::date - 1 as last,
          i, m, 12000 + i %% 500 as usable, 8000 + (i * 7 + m) %% 700 as occupied, 30 + i %% 20 as tenants, (i + m) %% 4 as moved,
          (12000000 + (i * 31 + m) %% 900000)::numeric(18,2) as money
        from generate_series(%4$d, %5$d) i, generate_series(0, %3$d) m),
      named as (
        select *, platform || '-o-2025-m' || to_char(first, 'MM') as code, '%1$d-2025-m' || to_char(first, 'MM') as period,
          case when i %% 7 > 0 then 800 + i %% 90 end as employees
        from given),
      stated as (
        select *, json_strip_nulls(json_build_object('code', code, 'platform', platform, 'period', period, 'operator', operator, 'kind', 'regular',
          'usableAreaM2', usable, 'incubationAreaM2', 9000, 'publicServiceAreaM2', 800, 'occupiedAreaM2', occupied, 'tenantsAtStart', tenants,
          'tenants', tenants, 'newTenants', moved, 'graduatedTenants', 0, 'leftTenants', moved, 'highTechFirms', 6, 'techFirms', 20,
          'universityLinkedFirms', 5, 'employees', employees, 'graduatesHired', 12, 'revenueYuan', money, 'outputYuan', money,
          'rdSpendingYuan', money, 'taxesYuan', money, 'investmentReceivedYuan', money, 'patentApplications', 7, 'patentsGranted', 4,
          'status', 'accepted', 'fields', json_build_array(), 'submittedOn', last + 5, 'dueOn', last + 10, 'late', false,
          'revision', 1))::text as body
        from named),
      """
          + LOGGED.formatted("occupancy-report", "last")
          + """
            insert into occupancy_report (code, platform, period, period_end, organisation, operator, kind, usable_area_m2, incubation_area_m2,
              public_service_area_m2, occupied_area_m2, tenants_at_start, tenants, new_tenants, graduated_tenants, left_tenants,
              high_tech_firms, tech_firms, university_linked_firms, employees, graduates_hired, revenue_yuan, output_yuan, rd_spending_yuan,
              taxes_yuan, investment_received_yuan, patent_applications, patents_granted, status, return_fields, return_field_reasons,
              submitted_on, due_on, late, revision, version, body, audience)
            select code, platform, period, last, '91%1$dMB' || lpad((i / %2$d)::text, 8, '0'), operator, 'REGULAR', usable, 9000, 800, occupied,
              tenants, tenants, moved, 0, moved, 6, 20, 5, employees, 12, money, money, money, money, money, 7, 4, 'ACCEPTED', '{}', '{}',
              last + 5, last + 10, false, 1, 1, body, 'PUBLIC'
            from stated
            """;
}
