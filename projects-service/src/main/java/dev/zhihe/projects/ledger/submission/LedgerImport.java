package dev.zhihe.projects.ledger.submission;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.projects.Plan;
import dev.zhihe.projects.ledger.close.ClosedMonths;
import dev.zhihe.projects.ledger.close.LedgerCloses;
import dev.zhihe.projects.ledger.entry.FundingSource;
import dev.zhihe.projects.ledger.entry.LedgerEntries;
import dev.zhihe.projects.ledger.entry.LedgerEntry;
import dev.zhihe.projects.ledger.entry.LedgerEntryView;
import dev.zhihe.projects.ledger.entry.LedgerKind;
import dev.zhihe.projects.ledger.entry.LedgerMonth;
import dev.zhihe.projects.ledger.entry.NewLedgerEntry;
import dev.zhihe.projects.ledger.plausibility.AmountPlausibility;
import dev.zhihe.projects.ledger.plausibility.UsualAmounts;
import dev.zhihe.projects.project.Projects;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Imports the bureau's entries. Each row is submitted, and enters the ledger after a reviewer
 * approves it. A file names the codes, so that a file sent twice counts once.
 */
@ApplicationScoped
class LedgerImport implements ImportFamily<LedgerSubmission, NewLedgerSubmission> {
  /** Leaves room for what the code of a reversal adds. */
  private static final int MAX_CODE_LENGTH = 90;

  /** The codes that the service gives to reversals and to the lines of monthly reports. */
  private static final Pattern RESERVED = Pattern.compile(".*-r|.*-m\\d{4}-\\d{2}(-c\\d+)?-e\\d+");

  private final Projects projects;
  private final LedgerEntries entries;
  private final LedgerSubmissions submissions;
  private final LedgerCloses closes;
  private final UsualAmounts usual;
  private final InstantSource time;

  LedgerImport(
      Projects projects,
      LedgerEntries entries,
      LedgerSubmissions submissions,
      LedgerCloses closes,
      UsualAmounts usual,
      InstantSource time) {
    this.projects = projects;
    this.entries = entries;
    this.submissions = submissions;
    this.closes = closes;
    this.usual = usual;
    this.time = time;
  }

  @Override
  public Class<LedgerSubmission> entity() {
    return LedgerSubmission.class;
  }

  /** Accepted entries too: rows that equal them are unchanged. */
  @Override
  public boolean takesBack(Class<? extends Published> type) {
    return type == entity() || type == LedgerEntry.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("plan", "规划"),
        required("project", "项目"),
        required("kind", "类型"),
        required("month", "月份"),
        required("amountYuan", "金额"),
        required("source", "资金来源"),
        optional("reference", "凭证号"),
        readOnly("reverses", "所冲销分录"),
        readOnly("reason", "冲销理由"),
        optional("comment", "说明"),
        readOnly("report", "月报"),
        readOnly("late", "关账后入账"),
        readOnly("lateAfter", "其前关账"),
        readOnly("status", "审核状态"),
        readOnly("returnReason", "退回理由"));
  }

  @Override
  public @Nullable NewLedgerSubmission read(Row row) {
    var code = row.code("code");
    if (code != null && code.length() > MAX_CODE_LENGTH) {
      row.refuse("code", "too-long", "至多 %d 个字符", "at most %d characters", MAX_CODE_LENGTH);
    }
    var plan = row.code("plan");
    var month = LedgerMonth.of(row, "month");
    if (month != null) {
      LedgerMonth.requireBegun(month, time.instant(), row::refuse);
    }
    var reverses = row.text("reverses");
    var given =
        new NewLedgerEntry(
            code,
            plan,
            row.referenceWithin(plan, "project", projects::planOf),
            row.word("kind", LedgerKind.class),
            month,
            amount(row, reverses != null),
            row.word("source", FundingSource.class),
            row.text("reference"),
            reverses,
            row.text("reason"));
    var comment = row.text("comment");
    return row.isValid() ? new NewLedgerSubmission(given, comment) : null;
  }

  /** An amount above 0; below 0 in a row of a download that repeats a reversal. */
  @NullUnmarked
  private static BigDecimal amount(Row row, boolean reversal) {
    var given = row.decimal("amountYuan");
    if (given == null) {
      return null;
    }
    if (reversal && given.signum() >= 0) {
      return row.refuse("amountYuan", "reversal", "冲销的金额为负", "a reversal's amount is negative");
    }
    var amount = row.yuan("amountYuan", reversal ? given.negate() : given);
    if (amount != null && amount.signum() == 0) {
      return row.refuse("amountYuan", "zero", "应大于 0", "an amount above 0");
    }
    return amount == null || !reversal ? amount : amount.negate();
  }

  /**
   * Marks rows that equal an accepted entry as unchanged, and refuses others with its code. A row
   * may repeat a reversal, as downloads do, but not ask for one.
   */
  @Override
  public void review(Map<Row, NewLedgerSubmission> chunk) {
    var given = chunk.values().stream().map(NewLedgerSubmission::entry).toList();
    var accepted = entries.known(given.stream().map(NewLedgerEntry::code).toList());
    var reversals =
        submissions.reversals(
            given.stream()
                .filter(one -> one.reverses() != null)
                .map(NewLedgerEntry::code)
                .toList());
    var closed = closes.held(given.stream().map(NewLedgerEntry::plan).toList());
    var departures = projects.departures(given.stream().map(NewLedgerEntry::project).toList());
    var known =
        usual.of(
            given.stream().map(NewLedgerEntry::project).toList(),
            given.stream().map(NewLedgerEntry::month).toList());
    chunk.forEach(
        (row, submitted) -> {
          var one = submitted.entry();
          var entry = accepted.get(one.code());
          var close = closed.closeOf(one.plan(), one.month());
          var left = departures.get(one.project());
          if (entry != null) {
            compare(row, one, entry);
          } else if (one.reverses() != null) {
            if (!reversals.contains(one.code())) {
              refuseReversal(row);
            }
          } else if (close != null) {
            var why = ClosedMonths.refusal(one.month(), close);
            row.refuse("month", "closed", why.zh(), why.en());
          } else if (left != null && left.isBefore(one.month())) {
            row.refuse("month", "withdrawn", "%1$s", "%2$s", left.text().zh(), left.text().en());
          } else {
            var finding =
                AmountPlausibility.of(
                    one.amountYuan(),
                    known.of(one.project(), one.kind(), one.month()),
                    true,
                    submitted.comment() != null);
            if (finding != null) {
              row.refuse(
                  "amountYuan",
                  finding.code(),
                  "%1$s",
                  "%2$s",
                  finding.detail().zh(),
                  finding.detail().en());
            }
          }
        });
  }

  private static void compare(Row row, NewLedgerEntry given, LedgerEntryView entry) {
    if (given.isSameAs(entry)) {
      row.markUnchanged();
    } else {
      row.refuse(
          "code",
          "final",
          "该分录已入账，不再更改；如有误，请冲销（POST /v1/ledger-entries/%1$s/reversals）后另行入账",
          "that entry is in the ledger and does not change: reverse it (POST /v1/ledger-entries/%1$s/reversals), then enter the right one",
          given.code());
    }
  }

  private static void refuseReversal(Row row) {
    row.refuse(
        "code",
        "reversal",
        "冲销不经导入申请或更改，请用 POST /v1/ledger-entries/{code}/reversals；待审的可撤回后重新申请",
        "a file neither asks for a reversal nor changes one: POST /v1/ledger-entries/{code}/reversals asks, and one under review is withdrawn");
  }

  /** A new entry has no code that the service gives: it would stand in the way of that one. */
  @Override
  public LedgerSubmission create(NewLedgerSubmission given, Row row) {
    if (RESERVED.matcher(given.entry().code()).matches()) {
      row.refuse(
          "code",
          "reserved",
          "以 -r 结尾和形如 -m2023-06-e1 结尾的代码由系统给出，请另取代码",
          "codes that end in -r, or as in -m2023-06-e1, are given by the service: choose another");
    }
    return new LedgerSubmission(given);
  }

  @Override
  public void change(LedgerSubmission stored, NewLedgerSubmission given) {
    stored.apply(given);
  }

  @Override
  public boolean mayChange(LedgerSubmission stored, Row row) {
    if (stored.isReversal()) {
      refuseReversal(row);
      return false;
    }
    return Plan.BELONGING.stays(stored, row);
  }

  /** An identical row still resubmits a returned entry. */
  @Override
  public boolean resubmits(LedgerSubmission stored) {
    return stored.returned();
  }

  @Override
  public void submit(LedgerSubmission stored) {
    stored.submit();
  }
}
