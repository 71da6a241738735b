# Totals as assertions, balanced like accounts.

story week-holds-two-days
> A week accounts for its two days; the residual is what no day explains.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
report r1 2021-05-03 by Wire
  a: 12 civilians killed, at City, on 2021-05-02, airstrike, says Monitor
report r2 2021-05-06 by Wire
  b: 9-11 civilians killed, at City, on 2021-05-05, shelling, says Monitor
report r3 2021-05-08 by Wire
  w: 60 civilians killed, at City, on 2021-05-01..2021-05-07, says Monitor, period
expect accounted w: 21 .. 23
expect residual w: 37 .. 39
expect contained w: a b

story border-day-is-possible
> A day on the edge of a week that began some time that day lies inside only possibly.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
report r1 2021-05-01 by Wire
  a: 12 civilians killed, at City, on 2021-05-01, airstrike, says Monitor
report r3 2021-05-08 by Wire
  w: 60 civilians killed, at City, on 2021-05-01..2021-05-08, core 2021-05-02..2021-05-07, says Monitor, period
expect accounted w: 0 .. 12
expect residual w: 48 .. 60
expect possible w: a

story other-town-is-outside
> An event in another town is in no way part of a city's week.
place City 34.0,36.0 city 4 km
place Far 35.0,36.0 town 1.5 km
speaker Monitor monitor
report r1 2021-05-03 by Wire
  a: 12 civilians killed, at Far, on 2021-05-02, airstrike, says Monitor
report r3 2021-05-08 by Wire
  w: 60 civilians killed, at City, on 2021-05-01..2021-05-07, says Monitor, period
expect accounted w: 0 .. 0
expect residual w: 60 .. 60
expect code w: no-parts

story part-above-its-whole
> A day above its week is impossible; the pair is named.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
report r1 2021-05-03 by Wire
  a: 70 civilians killed, at City, on 2021-05-02, airstrike, says Monitor
report r3 2021-05-08 by Wire
  w: 60 civilians killed, at City, on 2021-05-01..2021-05-07, says Monitor, period
expect impossible a w
expect issue impossible-total
expect residual w: 0 .. 0

story part-above-an-open-whole
> A day above an open week's floor is no contradiction: the total is out of date.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
report r1 2021-05-03 by Wire
  a: 70 civilians killed, at City, on 2021-05-02, airstrike, says Monitor
report r3 2021-05-08 by Wire
  w: at least 60 civilians killed, at City, on 2021-05-01..2021-05-07, says Monitor, period
expect code w: total-out-of-date
expect no issue impossible-total

story fighters-account-for-no-civilians
> Fighters killed account for nobody in a total of civilians.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
report r1 2021-05-03 by Wire
  a: 12 fighters killed, at City, on 2021-05-02, airstrike, says Monitor
report r3 2021-05-08 by Wire
  w: 60 civilians killed, at City, on 2021-05-01..2021-05-07, says Monitor, period
expect accounted w: 0 .. 0
expect residual w: 60 .. 60

story day-inside-week-inside-month
> Nested totals stand for what lies inside them: the month takes its week once, not week and day.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
report r1 2021-05-03 by Wire
  a: 12 civilians killed, at City, on 2021-05-02, airstrike, says Monitor
report r2 2021-05-08 by Wire
  w: 60 civilians killed, at City, on 2021-05-01..2021-05-07, says Monitor, period
report r3 2021-06-01 by Wire
  m: 200 civilians killed, at City, on 2021-05-01..2021-05-31, says Monitor, period
expect accounted m: 60 .. 60
expect residual m: 140 .. 140
expect accounted w: 12 .. 12

story two-overlapping-weeks
> Two weeks that overlap are not added in a month's low: the larger counts, the other may add to the high.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
report r2 2021-05-08 by Wire
  w: 60 civilians killed, at City, on 2021-05-01..2021-05-07, says Monitor, period
report r4 2021-05-11 by Wire
  v: 50 civilians killed, at City, on 2021-05-04..2021-05-10, says Monitor, period
report r3 2021-06-01 by Wire
  m: 200 civilians killed, at City, on 2021-05-01..2021-05-31, says Monitor, period
expect accounted m: 60 .. 110
expect residual m: 90 .. 140

story belligerent-limits-a-total
> A total of one side's strikes takes in no deaths that another side is blamed for.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
party Air coalition
party Army state_force
report r1 2021-05-03 by Wire
  a: 12 civilians killed, at City, on 2021-05-02, airstrike, by Army, says Monitor
  b: 5 civilians killed, at City, on 2021-05-04, airstrike, by Air, says Monitor
report r3 2021-05-08 by Wire
  w: 60 civilians killed, at City, on 2021-05-01..2021-05-07, by Air, says Monitor, period
expect contained w: b
expect accounted w: 5 .. 5

story superseded-toll-counts-once
> A total takes a speaker's current figure for an event, not its earlier one.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
report r1 2021-05-02 by Wire
  a: 12 civilians killed, at City, on 2021-05-02, airstrike, says Monitor
report r2 2021-05-03 by Wire
  b: 16 civilians killed, at City, on 2021-05-02, airstrike, says Monitor
report r3 2021-05-08 by Wire
  w: 60 civilians killed, at City, on 2021-05-01..2021-05-07, says Monitor, period
expect accounted w: 16 .. 16

story unnamed-total-stands-beside
> A running total by an unnamed monitor stands beside and takes nothing from anybody.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
report r1 2021-05-08 by Wire
  w: 60 civilians killed, at City, on 2021-05-01..2021-05-07, says Monitor, period
  c: at least 946 people killed, at City, since 2021-03-01..2021-05-08, says a local group, cumulative
expect accounted c: 0 .. 0
expect accounted w: 0 .. 0
expect totals c w

story level-is-in-no-total
> People trapped now are a level: in no total, and no sum.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
report r1 2021-05-08 by Wire
  t: about 200000 people trapped, at City, says Monitor, cumulative, standing
  a: 3 people killed, at City, on 2021-05-07, shelling, says Monitor
expect code t: standing-level
expect sum is 3 .. 3
expect sum of trapped is 0 .. 0

story total-in-no-sum
> A period figure never enters a sum of incidents.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
report r1 2021-05-08 by Wire
  w: 60 civilians killed, at City, on 2021-05-01..2021-05-07, says Monitor, period
  a: 3 civilians killed, at City, on 2021-05-07, shelling, says Monitor
expect sum at City on 2021-05-01..2021-05-07 is 3 .. 3

story sum-over-part-of-a-week
> An event outside the asked days is not in the sum; one whose days overlap counts only in the high.
place City 34.0,36.0 city 4 km
report r1 2021-05-08 by Wire
  a: 3 people killed, at City, on 2021-05-02, shelling
report r2 2021-05-12 by Paper
  b: 20 people killed, at City, on 2021-05-07..2021-05-09, ground_attack
report r3 2021-05-22 by Radio
  c: 9 people killed, at City, on 2021-05-20, ied
expect sum at City on 2021-05-01..2021-05-07 is 3 .. 23

story day-figure-is-a-total-for-what-is-narrower
> A place-and-day figure is balanced against the events its speaker gives inside it.
place City 34.0,36.0 city 4 km
place Quarter 34.01,36.01 neighbourhood 1 km in City
speaker Monitor monitor
report r1 2021-05-03 by Wire
  a: 40 people killed, at City, on 2021-05-03, airstrike, says Monitor, diffuse
  b: 6 people killed, at Quarter, on 2021-05-03, airstrike, says Monitor
expect incidents {a} {b}
expect accounted a: 6 .. 6
expect residual a: 34 .. 34

story a-report-that-counts-only-a-day
> A report of nothing but a region's day makes a diffuse group, stays a total, and enters no sum; two outlets meet in it.
place Region 46.6,32.6 governorate 80 km
speaker Governor official_source
report r1 2026-02-13 by Wire
  a: 1 people killed, at Region, on 2026-02-12..2026-02-13, shelling, says Governor, period
  b: 4 people injured, at Region, on 2026-02-12..2026-02-13, shelling, says Governor, period
report r2 2026-02-13 by Paper
  c: 1 people killed, at Region, on 2026-02-12..2026-02-13, shelling, says Governor, period
  d: 4 people injured, at Region, on 2026-02-12..2026-02-13, shelling, says Governor, period
expect incidents {a b c d}
expect diffuse a
expect totals a b
expect sum is 0 .. 0

story a-bulletin-makes-no-incident
> A bulletin that gives a day beside running totals is a ledger: nothing of it becomes an incident.
place Strip 31.4,34.4 region 20 km
speaker Ministry official_source
report r1 2026-08-02 by Ministry
  a: 7 people killed, at Strip, on 2026-08-01..2026-08-02, says Ministry, period
  b: 1230 people killed, at Strip, since 2025-10-11..2026-08-02, says Ministry, cumulative
  c: 73356 people killed, at Strip, since 2023-10-07..2026-08-02, says Ministry, cumulative
expect incidents
expect totals a b c

story a-speaker-dates-its-own-figures
> Others date the raid a day earlier; the monitor's week that begins on its own day holds its own figure and nothing else explains it.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
speaker Ministry official_source
report r1 2021-05-02 by Wire
  a: 23 civilians killed, at City, on 2021-05-01, airstrike, says Ministry
report r2 2021-05-02 by Daily
  b: 23 civilians killed, at City, on 2021-05-02, airstrike, says Monitor
report r3 2021-05-09 by Wire
  w: 30 civilians killed, at City, on 2021-05-02..2021-05-08, says Monitor, period
same a b
expect incidents {a b}
expect accounted w: 23 .. 23
expect residual w: 7 .. 7

story a-days-figure-may-hold-what-nothing-suggests
> The city's sixty of a day may hold a child shot in a quarter, though nothing else speaks for one event: the child is not added to the low.
place City 34.0,36.0 city 4 km
place Quarter 34.01,36.01 neighbourhood 1 km in City
speaker Monitor monitor
speaker Charity ngo
party Army state_force
party Air coalition
report r1 2021-05-04 by Wire
  a: 60 people killed, at City, on 2021-05-03, airstrike, by Air, says Monitor, diffuse
report r2 2021-05-20 by Paper
  b: 1 children killed, at Quarter, on 2021-05-01..2021-05-12, shooting, by Army, says Charity
expect incidents {a} {b}
expect unsuggested a b
expect sum is 60 .. 61
