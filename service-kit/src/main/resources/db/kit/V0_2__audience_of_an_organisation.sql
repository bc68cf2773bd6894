-- A state may be for one organisation beside the bureau: ORG: and its unified social credit code (GB 32100-2015, shape only).
-- Not validated: every row there satisfies the narrower check of before, and a large log need not be read through.
alter table change_log drop constraint change_log_audience_check;
alter table change_log add constraint change_log_audience_check
  check (audience in ('PUBLIC', 'BUREAU') or audience ~ '^ORG:[0-9A-HJ-NP-RTUW-Y]{18}$') not valid;
