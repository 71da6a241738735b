# A story says in plain lines what reports claim and what the record must make of it. Lines with "#" are remarks.
# Check it:                         tollbook stories check THIS-FILE
# See what the record makes of it:  tollbook stories show THIS-FILE

story a-toll-that-rises-and-a-week
> Why the story exists, in a sentence: a monitor's later toll replaces its earlier one, a ministry's stays beside it, and the week
> the monitor states is held against its own figure.
# Places: name, degrees, level, radius. Speakers and belligerents: name and kind. Who is not declared is nobody in particular.
place City 34.0,36.0 city 4 km
place Market 34.01,36.01 neighbourhood 1 km in City
speaker Monitor monitor
speaker Ministry official_source
party Army state_force
# A report: name, day of publication (or "undated"), outlet. Its claims stand below it, two spaces in, each with a name.
report r1 2021-05-03 by Wire
  a: at least 12 people killed, at Market, on 2021-05-03, shelling, by Army, says Monitor
  k: 4 children killed, part of a
  denial a: the army says it fired at nobody by Army
report r2 2021-05-04 by Wire
  b: 19 people killed, at Market, on 2021-05-03, shelling, says Monitor
report r3 2021-05-05 by Paper
  c: 17 people killed, at City, on 2021-05-03, shelling, says Ministry
report r4 2021-05-08 by Weekly
  w: 60 people killed, at City, on 2021-05-02..2021-05-08, says Monitor, period
# What must come out.
expect incidents {a b c k}
expect range killed of a: 17 .. 19
expect set-by low of killed of a: c
expect history killed of a: a
expect beside killed of a: denied
expect range killed children of a: 4 .. 4
expect accounted w: 19 .. 19
expect residual w: 41 .. 41
expect sum at City on 2021-05-01..2021-05-31 is 17 .. 19
