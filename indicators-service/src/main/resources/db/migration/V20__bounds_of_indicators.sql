-- Between which values, in its unit, the figures of an indicator lie. Figures that were stored before a bound keep their values.
alter table indicator
  add column minimum numeric,
  add column maximum numeric,
  add constraint indicator_bounds check (minimum <= maximum);
