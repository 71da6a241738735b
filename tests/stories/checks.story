# The five checks that decide what reconciling is worth.

story accused-denies
> Check 1: a denial by the accused changes no bound and is printed beside.
place Town 34.0,36.0 town 1.5 km
speaker A monitor
speaker B ngo
speaker C official_source
party Force state_force
report r1 2020-03-02 by Paper
  a: over 400 people killed, at Town, on 2020-03-01, airstrike, by Force, says A
report r2 2020-03-02 by Wire
  b: at least 30 people killed, at Town, on 2020-03-01, airstrike, by Force, says B
report r3 2020-03-02 by Radio
  c: 34 people killed, at Town, on 2020-03-01, airstrike, by Force, says C
  denial c: the force says nobody was hurt by Force
expect incidents {a b c}
expect range killed of a: 30 .. 400+
expect beside killed of a: denied
expect set-by low of killed of a: b
expect set-by high of killed of a: a

story accused-silent
> Check 1, the other half: without the denial the bounds are the same.
place Town 34.0,36.0 town 1.5 km
speaker A monitor
speaker B ngo
speaker C official_source
party Force state_force
report r1 2020-03-02 by Paper
  a: over 400 people killed, at Town, on 2020-03-01, airstrike, by Force, says A
report r2 2020-03-02 by Wire
  b: at least 30 people killed, at Town, on 2020-03-01, airstrike, by Force, says B
report r3 2020-03-02 by Radio
  c: 34 people killed, at Town, on 2020-03-01, airstrike, by Force, says C
expect range killed of a: 30 .. 400+

story account-of-a-week
> Check 2: a speaker's day accounts for part of its week; the rest is named, other speakers are not subtracted.
place City 35.95,39.0 city 4 km
place Quarter 35.96,39.01 neighbourhood 1 km in City
speaker Observatory monitor
speaker Witness activist_media
party Air coalition
report r1 2017-08-23 by Paper
  w: at least 170 civilians killed, at City, on 2017-08-16..2017-08-23, airstrike, says Observatory, period
  d: 42 people killed, at City, on 2017-08-21, airstrike, by Air, says Observatory
  k: 18 children killed, part of d
  f: 12 women killed, part of d
  o: about 40 people killed, at City, on 2017-08-22, airstrike, by Air, says Witness, "Besides, about 40 people killed were counted, the network said"
expect accounted w: 30 .. 42
expect residual w: 128 .. open
expect says w: "at least 128 of Observatory's 170 lie outside Observatory's own figures here"
expect unsaid in no incident of this record
expect others w: o
expect incidents {d k f} {o}

story about-and-at-least-unjudged
> Check 3: two figures that may be the same deaths count once in the low and both in the high.
place City 35.95,39.0 city 4 km
place Quarter 35.96,39.01 neighbourhood 1 km in City
speaker Net activist_media
speaker Ahmed person
party Air coalition
report r1 2017-08-23 by Paper
  a: about 40 people killed, at City, on 2017-08-22, airstrike, by Air, says Net
  b: at least 40 civilians killed, at Quarter, airstrike, by Air, says Ahmed
expect incidents {a} {b}
expect suggested a b
expect sum is 40 .. 80+

story about-and-at-least-same
> Check 3: judged the same, they are one incident.
place City 35.95,39.0 city 4 km
place Quarter 35.96,39.01 neighbourhood 1 km in City
speaker Net activist_media
speaker Ahmed person
party Air coalition
report r1 2017-08-23 by Paper
  a: about 40 people killed, at City, on 2017-08-22, airstrike, by Air, says Net
  b: at least 40 civilians killed, at Quarter, airstrike, by Air, says Ahmed
same a b
expect incidents {a b}
expect link a: judged
expect sum is 40 .. 40+

story about-and-at-least-different
> Check 3: judged different, both count.
place City 35.95,39.0 city 4 km
place Quarter 35.96,39.01 neighbourhood 1 km in City
speaker Net activist_media
speaker Ahmed person
party Air coalition
report r1 2017-08-23 by Paper
  a: about 40 people killed, at City, on 2017-08-22, airstrike, by Air, says Net
  b: at least 40 civilians killed, at Quarter, airstrike, by Air, says Ahmed
different a b
expect incidents {a} {b}
expect unsuggested a b
expect sum is 80 .. 80+

story reprint-is-not-newer
> Check 5: a reprint doesn't make a figure newer, and a part is no fall.
place Town 34.0,36.0 town 1.5 km
speaker Monitor monitor
report r1 2021-05-04 by Wire
  a: 42 people killed, at Town, on 2021-05-03, shelling, says Monitor, as of 2021-05-03
report r2 2021-05-05 by Paper
  b: 57 people killed, at Town, on 2021-05-03, shelling, says Monitor, as of 2021-05-04
report r3 2021-05-06 by Weekly
  c: 42 people killed, at Town, on 2021-05-03, shelling, says Monitor, as of 2021-05-06
report r4 2021-05-07 by Wire
  d: 34 civilians killed, at Town, on 2021-05-03, shelling, says Monitor, as of 2021-05-07
expect incidents {a b c d}
expect range killed of a: 57 .. 57
expect history killed of a: a c
expect range killed civilian of a: 34 .. 34
expect no issue parts-exceed-whole
