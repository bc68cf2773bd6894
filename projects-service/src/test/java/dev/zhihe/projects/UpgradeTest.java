package dev.zhihe.projects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.json.Views;
import dev.zhihe.projects.investment.plan.InvestmentPlanView;
import dev.zhihe.projects.project.ProjectView;
import dev.zhihe.servers.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What stood in a database before an upgrade reads afterwards as if it were written today. */
class UpgradeTest {
  private static final String SERVICE = "upgraded_projects";
  private static final String WITH_LAND =
      """
      {"code":"500106-q","plan":"x","area":"500106","programme":"c","name":"乙","aliases":[],"leadUnits":[],"tags":[],"directions":[],"stage":"construction","landAreaMu":85.270,"contents":[],"facts":[]}""";

  @Test
  void givesEveryProjectItsListsThroughTheLog() throws SQLException {
    Postgres.shared().createServiceDatabase(SERVICE);
    migrate("1");
    var before =
        """
        {"code":"p","plan":"x","area":"500106","programme":"c","name":"甲\\",\\"facts\\":1","leadUnits":["区科技局"],"tags":[],"directions":[],"stage":"not_stated","areaMinM2":10.50,"areaKind":"场地"}""";
    try (var owner = DriverManager.getConnection(url(), SERVICE + "_owner", SERVICE + "_owner")) {
      owner.setAutoCommit(false);
      try (var programme =
              owner.prepareStatement(
                  "insert into programme (code, plan, name_zh, version, body, audience) values ('c', 'x', '类', 1, '{}', 'PUBLIC')");
          var project =
              owner.prepareStatement(
                  "insert into project (code, plan, area, programme, name, lead_units, tags, directions, stage, version, body, audience)"
                      + " values ('p', 'x', '500106', 'c', '甲', '{}', '{}', '{}', 'NOT_STATED', 1, ?, 'PUBLIC')");
          var log =
              owner.prepareStatement(
                  "with logged as (insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id)"
                      + " values ('programme', 'c', 1, 'created', 'PUBLIC', '{}', 'erin', 'r1'), ('project', 'p', 1, 'created', 'PUBLIC', ?, 'erin', 'r1')"
                      + " returning log_id) insert into change_queue (log_id) select log_id from logged")) {
        programme.executeUpdate();
        project.setString(1, before);
        project.executeUpdate();
        log.setString(1, before);
        log.executeUpdate();
      }
      owner.commit();
      migrate("3");
      try (var land =
          owner.prepareStatement(
              "insert into project (code, plan, area, programme, name, aliases, lead_units, tags, directions, stage, land_area_mu, contents, facts, version, body, audience)"
                  + " values ('500106-q', 'x', '500106', 'c', '乙', '{}', '{}', '{}', '{}', 'CONSTRUCTION', 85.270, '{}', '{}', 1, ?, 'PUBLIC')")) {
        land.setString(1, WITH_LAND);
        land.executeUpdate();
      }
      try (var log =
          owner.prepareStatement(
              "with logged as (insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id)"
                  + " values ('project', '500106-q', 1, 'created', 'PUBLIC', ?, 'erin', 'r2') returning log_id)"
                  + " insert into change_queue (log_id) select log_id from logged")) {
        log.setString(1, WITH_LAND);
        log.executeUpdate();
      }
      owner.commit();
      migrate("latest");
      var first = upgraded(owner, "p", 3, null);
      assertThat(first)
          .startsWith(
              "{\"code\":\"p\",\"plan\":\"x\",\"area\":\"500106\",\"programme\":\"c\",\"programmes\":[],")
          .contains(
              "\"aliases\":[],\"externalIds\":[],\"leadUnits\":[\"区科技局\"],\"participatingUnits\":[],")
          .contains("\"stage\":\"not_stated\",\"stages\":[{\"stage\":\"not_stated\"}],")
          .endsWith(
              "\"areaMinM2\":10.50,\"areaKind\":\"场地\",\"contents\":[],\"facts\":[],\"platforms\":[],\"indicators\":[]}");
      var second = upgraded(owner, "500106-q", 2, "500106");
      assertThat(second)
          .contains("\"stages\":[{\"stage\":\"construction\"}]")
          .contains("\"landAreaMinM2\":56846.67,\"landAreaMaxM2\":56846.67,\"landAreaMu\":85.270,");
      try (var rows =
          owner
              .createStatement()
              .executeQuery(
                  "select stage_words[1], stage_since[1], cardinality(stage_documents), land_area_max_m2 from project where code = '500106-q'")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("CONSTRUCTION");
        assertThat(rows.getDate(2)).isNull();
        assertThat(rows.getInt(3)).isEqualTo(1);
        assertThat(rows.getBigDecimal(4)).isEqualTo("56846.67");
      }
      try (var rows =
          owner
              .createStatement()
              .executeQuery("select edition, after_position from rule_edition order by edition")) {
        for (int edition = 2; edition <= 4; edition++) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getInt(1)).isEqualTo(edition);
          assertThat(rows.getLong(2)).as("nothing was sealed before").isZero();
        }
      }
    }
  }

  /** Columns that came after an edition are of the next one, which begins at the upgrade. */
  @Test
  void eachReleaseHasItsEdition() throws SQLException {
    var service = "upgraded_editions";
    Postgres.shared().createServiceDatabase(service);
    migrate(service, "5");
    try (var owner =
            DriverManager.getConnection(url(service), service + "_owner", service + "_owner");
        var statement = owner.createStatement()) {
      statement.executeUpdate("update feed_head set position = 7");
      migrate(service, "latest");
      assertThat(
              row(
                  owner,
                  "select string_agg(edition || ' ' || after_position, ',' order by edition) from rule_edition"))
          .isEqualTo("2 0,3 0,4 7");
    }
  }

  /**
   * The body of a project after the upgrade. The log has it, and a write of today gives the same.
   */
  private static String upgraded(Connection owner, String code, long version, @Nullable String area)
      throws SQLException {
    try (var query =
        owner.prepareStatement(
            "select p.version, p.body, l.action, l.body = p.body, l.area from project p"
                + " join change_log l on l.entity_id = p.code and l.version = p.version where p.code = ?")) {
      query.setString(1, code);
      try (var rows = query.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(1)).isEqualTo(version);
        var body = rows.getString(2);
        assertThat(Views.write(Views.read(body, ProjectView.class))).isEqualTo(body);
        assertThat(rows.getString(3)).isEqualTo("updated");
        assertThat(rows.getBoolean(4)).isTrue();
        assertThat(rows.getString(5)).isEqualTo(area);
        return body;
      }
    }
  }

  /** What was taken in as printed is marked where it contradicts itself. */
  @Test
  void saysWhereInvestmentPlansContradictThemselvesThroughTheLog() throws SQLException {
    var service = "upgraded_investments";
    Postgres.shared().createServiceDatabase(service);
    migrate(service, "3");
    try (var owner =
        DriverManager.getConnection(url(service), service + "_owner", service + "_owner")) {
      owner.setAutoCommit(false);
      try (var statement = owner.createStatement()) {
        statement.executeUpdate(
            "insert into programme (code, plan, name_zh, version, body, audience) values ('c', 'x', '类', 1, '{}', 'PUBLIC')");
        statement.executeUpdate(
            """
            insert into project (code, plan, area, programme, name, lead_units, tags, directions, stage, aliases, contents, facts,
                                 version, body, audience)
            select 'p' || number, 'x', '500106', 'c', '甲', '{}', '{}', '{}', 'NOT_STATED', '{}', '{}', '{}', 1, '{}', 'PUBLIC'
            from generate_series(1, 4) as number
            """);
        statement.executeUpdate(
            """
            insert into investment_plan (code, plan, project, total_yuan, period_yuan, phase_from, phase_to, phase_yuan, status,
                                         document, version, body, audience)
            values
              ('500106-i1', 'x', 'p1', 10, 10, '{2021,2023}', '{2022,2025}', '{6.50,4.50}', 'ADOPTED', '甲"', 1,
               '{"code":"500106-i1","plan":"x","project":"p1","totalYuan":10.00,"periodYuan":10.00,"phases":[{"fromYear":2021,"toYear":2022,"amountYuan":6.50},{"fromYear":2023,"toYear":2025,"amountYuan":4.50}],"status":"adopted","document":"甲\\""}', 'PUBLIC'),
              ('i2', 'x', 'p2', 10, 9, '{2021}', '{2025}', '{9.00}', 'DRAFT', null, 1,
               '{"code":"i2","plan":"x","project":"p2","totalYuan":10.00,"periodYuan":9.00,"phases":[{"fromYear":2021,"toYear":2025,"amountYuan":9.00}],"status":"draft"}', 'BUREAU'),
              ('i3', 'x', 'p3', 8, 9, '{}', '{}', '{}', 'DRAFT', null, 1,
               '{"code":"i3","plan":"x","project":"p3","totalYuan":8.00,"periodYuan":9.00,"phases":[],"status":"draft"}', 'BUREAU'),
              ('i4', 'x', 'p4', 9, 9, '{}', '{}', '{}', 'DRAFT', null, 1,
               '{"code":"i4","plan":"x","project":"p4","totalYuan":9.00,"periodYuan":9.00,"phases":[],"status":"draft"}', 'BUREAU')
            """);
        statement.executeUpdate(
            """
            with logged as (
              insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id)
              select type, code, version, 'created', audience, body, 'erin', 'r1' from (
                select 'programme' as type, code, version, audience, body from programme
                union all select 'project', code, version, audience, body from project
                union all select 'investment-plan', code, version, audience, body from investment_plan) as held
              returning log_id)
            insert into change_queue (log_id) select log_id from logged
            """);
      }
      owner.commit();
      migrate(service, "latest");
      var expected =
          Map.of(
              "500106-i1", "2 500106 true -1.00",
              "i2", "2 null null 0.00",
              "i3", "2 null true null",
              "i4", "1 null null null");
      try (var rows =
          owner
              .createStatement()
              .executeQuery(
                  "select p.code, p.version, p.body, p.as_stated, l.area, l.body = p.body from investment_plan p"
                      + " join change_log l on l.entity_type = 'investment-plan' and l.entity_id = p.code"
                      + " and l.version = p.version order by p.code")) {
        for (var code : expected.keySet().stream().sorted().toList()) {
          assertThat(rows.next()).isTrue();
          var body = rows.getString("body");
          var view = Views.read(body, InvestmentPlanView.class);
          assertThat(rows.getString("code")).isEqualTo(code);
          assertThat(Views.write(view)).isEqualTo(body);
          assertThat(
                  "%s %s %s %s"
                      .formatted(
                          rows.getLong("version"),
                          rows.getString("area"),
                          view.asStated(),
                          view.differenceYuan()))
              .isEqualTo(expected.get(code));
          assertThat(view.differenceYuan()).isEqualTo(view.planned().differenceYuan());
          assertThat(rows.getObject("as_stated")).isEqualTo(view.asStated());
          assertThat(rows.getBoolean(6)).isTrue();
        }
      }
    }
  }

  /** What was sealed before the typed history, and what any body may hold after. */
  @Test
  void typesTheHistoryWhateverABodyHolds() throws SQLException {
    Postgres.shared().createServiceDatabase(TYPED);
    migrate(TYPED, "6");
    try (var owner = DriverManager.getConnection(url(TYPED), TYPED + "_owner", TYPED + "_owner")) {
      sealed(owner, "investment-plan", "i", 1, INVESTMENT);
      sealed(owner, "project-report", "b", 1, REPORT);
      migrate(TYPED, "latest");
      sealed(owner, "ledger-entry", "e", 2, ENTRY);
      sealed(owner, "project", "p", 3, PROJECT);
      sealed(owner, "project-report", "r", 4, REPORT);
      var position = 5;
      for (var type : List.of("ledger-entry", "project", "investment-plan", "project-report")) {
        for (var body : ODD) {
          sealed(owner, type, "odd-" + position, position, body);
          position++;
        }
      }
      try (var statement = owner.createStatement()) {
        statement.executeUpdate("update history set to_position = 99 where entity_id = 'i'");
        statement.executeUpdate("update history set to_position = 88 where entity_id = 'r'");
      }
      assertThat(
              row(
                  owner,
                  "select project, total_yuan, phase_from, phase_to, phase_yuan, status, from_position, to_position"
                      + " from investment_plan_history where code = 'i'"))
          .isEqualTo("p|2.00|{2021,2023}|{2022,2025}|{0.50,1.50}|ADOPTED|1|99");
      assertThat(
              row(
                  owner,
                  "select plan, project, kind, month, amount_yuan, source, from_position, to_position"
                      + " from ledger_entry_history where code = 'e'"))
          .isEqualTo("x|p|PAID|2023-06|-1.05|FISCAL|2|null");
      assertThat(
              row(
                  owner,
                  "select programme, location, lead_units, tags, stage, stage_words, stage_since"
                      + " from project_history where code = 'p'"))
          .isEqualTo("c|大学城|{乙,甲}|{}|CONSTRUCTION|{NOT_STATED,CONSTRUCTION}|{NULL,2023-03-01}");
      assertThat(
              row(
                  owner,
                  "select plan, project, month, kind, status, from_position, to_position"
                      + " from project_report_history where code = 'r'"))
          .isEqualTo("x|p|2023-06|REGULAR|ACCEPTED|4|88");
      assertThat(
              row(
                  owner,
                  "select plan, project, month, status, to_position from project_report_history where code = 'b'"))
          .isEqualTo("x|p|2023-06|ACCEPTED|null");
      assertThat(
              row(
                  owner,
                  "select (select count(*) from ledger_entry_history), (select count(*) from project_history),"
                      + " (select count(*) from investment_plan_history), (select count(*) - 1 from project_report_history)"))
          .isEqualTo("%1$d|%1$d|%1$d|%1$d".formatted(ODD.size() + 1));
    }
  }

  private static final String TYPED = "typed_projects";
  private static final String INVESTMENT =
      """
      {"plan":"x","project":"p","totalYuan":2.00,"periodYuan":2.00,"phases":[{"fromYear":2021,"toYear":2022,"amountYuan":0.50},\
      {"fromYear":2023,"toYear":2025,"amountYuan":1.50}],"status":"adopted"}""";
  private static final String ENTRY =
      """
      {"plan":"x","project":"p","kind":"paid","month":"2023-06","amountYuan":-1.05,"source":"fiscal"}""";
  private static final String PROJECT =
      """
      {"plan":"x","programme":"c","location":"大学城","leadUnits":["乙","甲"],"tags":[],"stage":"construction",\
      "stages":[{"stage":"not_stated"},{"stage":"construction","since":"2023-03-01"}]}""";
  private static final String REPORT =
      """
      {"plan":"x","project":"p","month":"2023-06","kind":"regular","status":"accepted"}""";
  private static final List<String> ODD =
      List.of(
          "{}",
          "[]",
          "7",
          "no json",
          "{\"plan\":7,\"amountYuan\":\"x\",\"kind\":null,\"tags\":5,\"leadUnits\":{},\"phases\":\"no\"}",
          "{\"amountYuan\":1e300,\"totalYuan\":-1e-300,\"tags\":[1,null,{}],\"phases\":[1,null,{\"fromYear\":1e99,\"toYear\":\"y\",\"amountYuan\":[]}]}",
          "{\"stages\":[1,null,[],{},{\"stage\":{},\"since\":\"2023-02-30\"},{\"stage\":null,\"since\":\"infinity\"},{\"since\":7}]}",
          "{\"stages\":{\"stage\":1}}",
          "{\"stage\":\"\\u0000\",\"month\":\"%s\"}".formatted("x".repeat(5_000)),
          "{\"plan\":\"%s\"}".formatted("规".repeat(5_000)));

  private static void sealed(Connection owner, String type, String code, int at, String body)
      throws SQLException {
    try (var history =
        owner.prepareStatement(
            "insert into history (entity_type, entity_id, version, from_position, audience, body)"
                + " values (?, ?, 1, ?, 'PUBLIC', ?)")) {
      history.setString(1, type);
      history.setString(2, code);
      history.setInt(3, at);
      history.setString(4, body);
      history.executeUpdate();
    }
  }

  private static String row(Connection owner, String sql) throws SQLException {
    try (var statement = owner.createStatement();
        var row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      var cells = new ArrayList<String>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        cells.add(row.getString(i));
      }
      return String.join("|", cells.stream().map(String::valueOf).toList());
    }
  }

  private static void migrate(String target) {
    migrate(SERVICE, target);
  }

  private static void migrate(String service, String target) {
    Flyway.configure(UpgradeTest.class.getClassLoader())
        .dataSource(url(service), service + "_owner", service + "_owner")
        .locations("db/kit", "db/migration")
        .placeholders(Map.of("service", service))
        .target(target)
        .load()
        .migrate();
  }

  private static String url() {
    return url(SERVICE);
  }

  private static String url(String service) {
    return Postgres.shared().jdbcUrl(service);
  }
}
