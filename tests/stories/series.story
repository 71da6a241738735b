# Running totals of daily ledgers (rules of the Gaza ministry's ledger as kept by TechForPalestine, restated).

story cumulative-is-authoritative
> A daily figure must equal the change of its cumulative; where it does not, the day is flagged and the cumulative stands.
place Strip 31.4,34.4 region 20 km
speaker Ministry official_source
report r1 2023-12-04 by Ministry
  a: 15899 people killed, at Strip, since 2023-10-07..2023-12-04, says Ministry, cumulative
report r2 2023-12-05 by Ministry
  b: 16248 people killed, at Strip, since 2023-10-07..2023-12-05, says Ministry, cumulative
  d: 400 people killed, at Strip, on 2023-12-04..2023-12-05, says Ministry, period
expect series 15899>15899 16248>16248[daily-differs]
expect issue daily-differs

story daily-fits-its-cumulative
> A daily figure that equals the change raises nothing.
place Strip 31.4,34.4 region 20 km
speaker Ministry official_source
report r1 2023-12-04 by Ministry
  a: 100 people killed, at Strip, since 2023-10-07..2023-12-04, says Ministry, cumulative
report r2 2023-12-05 by Ministry
  b: 149 people killed, at Strip, since 2023-10-07..2023-12-05, says Ministry, cumulative
  d: 49 people killed, at Strip, on 2023-12-04..2023-12-05, says Ministry, period
expect series 100>100 149>149
expect no issue daily-differs

story retroactive-addition
> A cumulative that grows by more than the day's deaths took in older ones: a retroactive addition, flagged, no error.
place Strip 31.4,34.4 region 20 km
speaker Ministry official_source
report r1 2023-12-04 by Ministry
  a: 100 people killed, at Strip, since 2023-10-07..2023-12-04, says Ministry, cumulative
report r2 2023-12-05 by Ministry
  b: 300 people killed, at Strip, since 2023-10-07..2023-12-05, says Ministry, cumulative
  d: 49 people killed, at Strip, on 2023-12-04..2023-12-05, says Ministry, period
expect series 100>100 300>300[retroactive]
expect no issue daily-differs

story cumulative-may-not-fall
> A fall without a new origin or a correction is an Issue; both figures stand as reported.
place Strip 31.4,34.4 region 20 km
speaker Ministry official_source
report r1 2024-03-04 by Ministry
  a: 500 people killed, at Strip, since 2023-10-07..2024-03-04, says Ministry, cumulative
report r2 2024-03-05 by Ministry
  b: 480 people killed, at Strip, since 2023-10-07..2024-03-05, says Ministry, cumulative
expect series 500>500 480>480[fell]
expect issue cumulative-fell

story worded-fall-of-a-cumulative
> The same fall, worded as a revision, is a correction.
place Strip 31.4,34.4 region 20 km
speaker Ministry official_source
report r1 2024-03-04 by Ministry
  a: 500 people killed, at Strip, since 2023-10-07..2024-03-04, says Ministry, cumulative
report r2 2024-03-05 by Ministry
  b: 480 people killed, at Strip, since 2023-10-07..2024-03-05, says Ministry, cumulative, "The ministry revised its list: 480 people killed"
expect series 500>500 480>480[corrected]
expect no issue cumulative-fell

story phase-restart-goes-on
> A count that restarts with a later origin is a new phase: reported stays, the continuous series carries the first phase on.
place Country 33.8,35.8 country 100 km
speaker Ministry official_source
report r1 2024-12-03 by Ministry
  a: 4040 people killed, at Country, since 2023-10-08..2024-12-03, says Ministry, cumulative
report r2 2024-12-04 by Ministry
  b: 4047 people killed, at Country, since 2023-10-08..2024-12-04, says Ministry, cumulative
report r3 2026-03-05 by Ministry
  c: 31 people killed, at Country, since 2026-03-02..2026-03-05, says Ministry, cumulative
report r4 2026-03-06 by Ministry
  d: 40 people killed, at Country, since 2026-03-02..2026-03-06, says Ministry, cumulative
expect series 4040>4040 4047>4047 31>4078[restarted] 40>4087

story two-origins-side-by-side
> Two origins reported on the same days are two series, not phases.
place Strip 31.4,34.4 region 20 km
speaker Ministry official_source
report r1 2026-08-02 by Ministry
  a: 73356 people killed, at Strip, since 2023-10-07..2026-08-02, says Ministry, cumulative
  b: 1230 people killed, at Strip, since 2025-10-11..2026-08-02, says Ministry, cumulative
report r2 2026-08-03 by Ministry
  c: 73375 people killed, at Strip, since 2023-10-07..2026-08-03, says Ministry, cumulative
  d: 1250 people killed, at Strip, since 2025-10-11..2026-08-03, says Ministry, cumulative
expect series 73356>73356 73375>73375
expect series 1230>1230 1250>1250
expect totals a b c d
expect sum is 0 .. 0

story silent-days-carry-the-last-figure
> A day without a bulletin carries the running total on; a day's own figure is put on top, until a running total comes.
place Strip 31.4,34.4 region 20 km
speaker Ministry official_source
report r1 2023-12-04 by Ministry
  a: 100 people killed, at Strip, since 2023-10-07..2023-12-04, says Ministry, cumulative
report r2 2023-12-06 by Ministry
  d: 12 people killed, at Strip, on 2023-12-05..2023-12-06, says Ministry, period
report r3 2023-12-08 by Ministry
  b: 149 people killed, at Strip, since 2023-10-07..2023-12-08, says Ministry, cumulative
expect series 100>100 149>149
expect days 100 100[carried] 112[added] 112[carried] 149

story silent-weeks-between-two-phases
> Between a phase's last bulletin and the next phase's first the continuous series stands still: nobody counted, nobody is added.
place Country 33.8,35.8 country 100 km
speaker Ministry official_source
report r1 2024-12-03 by Ministry
  a: 4040 people killed, at Country, since 2023-10-08..2024-12-03, says Ministry, cumulative
report r2 2024-12-06 by Ministry
  b: 31 people killed, at Country, since 2024-12-05..2024-12-06, says Ministry, cumulative
expect series 4040>4040 31>4071[restarted]
expect days 4040 4040[carried] 4040[carried] 4071

story yesterdays-running-total-explains-nothing
> Monday's count since October lies inside Tuesday's, and is no part of it: it would explain nearly all of it by itself.
place Strip 31.4,34.4 region 20 km
speaker Ministry official_source
report r1 2023-12-04 by Ministry
  a: 100 people killed, at Strip, since 2023-10-07..2023-12-04, says Ministry, cumulative
report r2 2023-12-05 by Ministry
  b: 149 people killed, at Strip, since 2023-10-07..2023-12-05, says Ministry, cumulative
expect contained b:
expect accounted b: 0 .. 0
expect residual b: 149 .. 149

story two-origins-in-reports-of-their-own
> Two origins side by side stay two series also where each report gives only one of them.
place Strip 31.4,34.4 region 20 km
speaker Ministry official_source
report r1 2026-08-02 by Ministry
  a: 73356 people killed, at Strip, since 2023-10-07..2026-08-02, says Ministry, cumulative
report r2 2026-08-02 by Ministry
  b: 1230 people killed, at Strip, since 2025-10-11..2026-08-02, says Ministry, cumulative
report r3 2026-08-03 by Ministry
  c: 73375 people killed, at Strip, since 2023-10-07..2026-08-03, says Ministry, cumulative
report r4 2026-08-03 by Ministry
  d: 1250 people killed, at Strip, since 2025-10-11..2026-08-03, says Ministry, cumulative
expect series 73356>73356 73375>73375
expect series 1230>1230 1250>1250
expect no issue cumulative-fell
