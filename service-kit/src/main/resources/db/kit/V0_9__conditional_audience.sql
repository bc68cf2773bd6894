-- 有条件共享: a state may be for callers with a role. Not validated: every row there satisfies the narrower check of before.
alter table change_log drop constraint change_log_audience_check;
alter table change_log add constraint change_log_audience_check
  check (audience in ('PUBLIC', 'CONDITIONAL', 'BUREAU') or audience ~ '^ORG:[0-9A-HJ-NP-RTUW-Y]{18}$') not valid;
