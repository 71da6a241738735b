# Which claims speak of one event.

story headline-and-body
> Headline, lead and body of one report repeat each other.
place City 34.0,36.0 city 4 km
report r1 2021-05-03 by Wire
  a: 12 people killed, at City, on 2021-05-03, ied, "Blast leaves 12 people killed in City"
  b: at least 12 people killed, at City, on 2021-05-03, ied
  c: 30 people injured, at City, on 2021-05-03, ied
expect incidents {a b c}
expect link a: same-report

story two-incidents-in-one-report
> Two places in one report stay two incidents.
place North 34.4,36.0 town 1.5 km
place South 33.8,36.0 town 1.5 km
report r1 2021-05-03 by Wire
  a: 5 people killed, at North, on 2021-05-03, airstrike
  b: 7 people killed, at South, on 2021-05-03, airstrike
expect incidents {a} {b}

story two-numbers-of-one-speaker
> One speaker that gives two exact numbers of one class in one report tells two events apart.
place City 34.0,36.0 city 4 km
speaker Police official_source
report r1 2021-05-03 by Wire
  a: 5 people killed, at City, on 2021-05-03, ied, says Police
  b: 9 people killed, at City, on 2021-05-03, ied, says Police, "Another bomb left 9 people killed"
expect incidents {a} {b}

story similar-strikes-two-days-earlier
> "Two days since similar strikes" is another incident, dated from the first.
place Village 36.2,41.0 village 1.5 km
party Air coalition
report r1 2017-08-23 by Paper
  a: at least 21 worshippers killed, at Village, on 2017-08-19, airstrike, by Air, says activists
  b: 15 relatives killed, at Village, on 2017-08-17, airstrike, by Air, says activists, "similar strikes left 15 relatives killed"
expect incidents {a} {b}

story told-apart-in-one-report-is-told-apart-everywhere
> What one report tells apart, a vaguer second report can't bring together.
place City 34.0,36.0 city 4 km
speaker Police official_source
report r1 2021-05-03 by Wire
  a: 5 people killed, at City, on 2021-05-02, ied, says Police
  b: 5 people killed, at City, on 2021-05-03, ied, says Police
report r2 2021-05-03 by Paper
  c: 5 people killed, at City, on 2021-05-03, ied
expect incidents {a} {b c}

story day-slip-between-outlets
> Two outlets that differ by a day about one village and one number mean one event.
place Village 34.0,36.0 village 1.5 km
speaker A monitor
speaker B ngo
report r1 2021-05-03 by Wire
  a: 17 people killed, at Village, on 2021-05-03, airstrike, says A
report r2 2021-05-04 by Paper
  b: 17 people killed, at Village, on 2021-05-04, airstrike, says B
expect incidents {a b}

story neighbouring-days-different-numbers
> One dead on Monday and three on Tuesday in a shelled town are two events.
place Town 34.0,36.0 town 1.5 km
report r1 2021-05-03 by Wire
  a: 1 people killed, at Town, on 2021-05-03, shelling
report r2 2021-05-04 by Paper
  b: 3 people killed, at Town, on 2021-05-04, shelling
expect incidents {a} {b}

story village-inside-district
> A number given for the district and for its village on one day is one event when the number is unusual.
place District 34.0,36.0 district 20 km
place Village 34.05,36.05 village 1.5 km in District
speaker A monitor
speaker B ngo
report r1 2021-05-03 by Wire
  a: 37 people killed, at District, on 2021-05-03, airstrike, says A
report r2 2021-05-03 by Paper
  b: 37 people killed, at Village, on 2021-05-03, airstrike, says B
expect incidents {a b}

story namesake-far-away
> Two villages of one name 200 km apart are two.
place Salihiya 34.0,36.0 village 1.5 km
place Salihiya-east 35.0,38.0 village 1.5 km
report r1 2021-05-03 by Wire
  a: 17 people killed, at Salihiya, on 2021-05-03, airstrike
report r2 2021-05-03 by Paper
  b: 17 people killed, at Salihiya-east, on 2021-05-03, airstrike
expect incidents {a} {b}
expect unsuggested a b

story shelling-and-airstrike-contested
> A mortar for one source is an air strike for another: one event, means disputed.
place Quarter 34.0,36.0 neighbourhood 1 km
speaker A monitor
speaker B ngo
report r1 2021-05-03 by Wire
  a: 3 people killed, at Quarter, on 2021-05-03, airstrike, says A
report r2 2021-05-03 by Paper
  b: 3 people killed, at Quarter, on 2021-05-03, shelling, says B
expect incidents {a b}

story a-person-says-no
> A person's "not the same" holds against any score.
place Village 34.0,36.0 village 1.5 km
report r1 2021-05-03 by Wire
  a: 17 people killed, at Village, on 2021-05-03, airstrike
report r2 2021-05-03 by Paper
  b: 17 people killed, at Village, on 2021-05-03, airstrike
different a b
expect incidents {a} {b}
expect unsuggested a b

story a-person-says-yes
> A person's "same" joins what the scorer would not.
place Village 34.0,36.0 village 1.5 km
report r1 2021-05-03 by Wire
  a: 17 people killed, at Village, on 2021-05-03, airstrike
report r2 2021-05-13 by Paper
  b: 2 people killed, at Village, on 2021-05-12, shooting
same a b
expect incidents {a b}
expect link a: judged

story undated-news-is-of-the-day
> A report without a date, a day after a dated one, speaks of the same event when place, means and an unusual number agree.
place Village 34.0,36.0 village 1.5 km
report r1 2021-05-03 by Wire
  a: 17 people killed, at Village, on 2021-05-03, airstrike
report r2 2021-05-04 by Paper
  b: 17 people killed, at Village, airstrike
expect incidents {a b}

story undated-and-later-is-only-suggested
> The same report a week later is only suggested: it may recall, it may be another.
place Village 34.0,36.0 village 1.5 km
report r1 2021-05-03 by Wire
  a: 17 people killed, at Village, on 2021-05-03, airstrike
report r2 2021-05-10 by Paper
  b: 17 people killed, at Village, airstrike
expect incidents {a} {b}
expect suggested a b

story day-figure-is-a-group-of-its-own
> A place-and-day figure is no event: a named strike inside it stays apart, and the sum does not add the two.
place City 34.0,36.0 city 4 km
place Quarter 34.01,36.01 neighbourhood 1 km in City
speaker Monitor monitor
report r1 2021-05-03 by Wire
  a: about 40 people killed, at City, on 2021-05-03, airstrike, says Monitor, diffuse
report r2 2021-05-03 by Paper
  b: 6 people killed, at Quarter, on 2021-05-03, airstrike
expect incidents {a} {b}
expect diffuse a
expect sum is 40 .. 46

story copies-are-one-family
> Two outlets that carry one wire text are one source, whatever their names.
place Village 34.0,36.0 village 1.5 km
report r1 2021-05-03 by Morning Paper
  text: "A strike hit the only bakery of the small village shortly before dawn on Monday while people were queueing for bread, residents of the village said on Monday evening"
  a: 17 people killed, at Village, on 2021-05-03, airstrike, "17 people killed"
report r2 2021-05-03 by Evening Paper
  text: "A strike hit the only bakery of the small village shortly before dawn on Monday while people were queueing for bread, residents of the village said on Monday evening"
  b: 17 people killed, at Village, on 2021-05-03, airstrike, "17 people killed"
expect incidents {a b}
expect sources a: 1 independent source,

story unnamed-activists-are-no-root
> "Local activists" are nobody in particular: they add no independent source.
place Village 34.0,36.0 village 1.5 km
speaker Monitor monitor
report r1 2021-05-03 by Wire
  a: 17 people killed, at Village, on 2021-05-03, airstrike, says Monitor
report r2 2021-05-03 by Paper
  b: 17 people killed, at Village, on 2021-05-03, airstrike, says local activists
expect incidents {a b}
expect sources a: 1 independent source,

story another-forty-were-wounded
> "Another forty were wounded" goes on with the event; "another bomb" begins one.
place City 34.0,36.0 city 4 km
speaker Police official_source
report r1 2021-05-03 by Wire
  a: 12 people killed, at City, on 2021-05-03, ied, says Police, "Police said 12 people killed in City"
  b: 40 people injured, on 2021-05-03, "Another 40 people injured"
expect incidents {a b}

story a-risen-toll-goes-on-with-what-the-outlet-told
> "The toll has risen to four" is of the event the outlet told before with a lower toll, and that number gives way.
place Region 34.0,36.0 region 120 km
report r1 2021-05-03 by Wire
  a: 2 people killed, at Region, shelling
report r2 2021-05-03 by Wire
  b: 4 people killed, at Region, drone, "In the region the number of deaths has increased to 4 people killed"
expect incidents {a b}
expect range killed of a: 4 .. 4
expect link a: same-incident

story a-risen-toll-on-the-next-day
> The day after, in other words: what outlets tell day after day without dates is else not one event.
place City 34.0,36.0 city 4 km
report r1 2021-05-03 by Wire
  a: 2 people killed, at City, airstrike
report r2 2021-05-04 by Wire
  b: 3 people killed, at City, airstrike, "The death toll of the strike climbs to 3 people killed"
expect incidents {a b}

story a-higher-toll-without-the-word-is-another-event
> Without such a word a region's second number of a day is as likely another event.
place Region 34.0,36.0 region 120 km
report r1 2021-05-03 by Wire
  a: 2 people killed, at Region, shelling
report r2 2021-05-03 by Wire
  b: 4 people killed, at Region, drone
expect incidents {a} {b}

story a-toll-does-not-rise-from-a-higher-one
> A toll that has risen to two is not of an event with five dead.
place Region 34.0,36.0 region 120 km
report r1 2021-05-03 by Wire
  a: 5 people killed, at Region, shelling
report r2 2021-05-03 by Wire
  b: 2 people killed, at Region, drone, "Deaths have risen to 2 people killed"
expect incidents {a} {b}

story undated-news-a-week-apart-is-not-one-event
> Two headlines without dates, a week apart, tell two events even where place, means and party agree.
place City 34.0,36.0 city 4 km
party Army state_force
report r1 2021-05-03 by Wire
  a: at least 40 fighters killed, at City, ground_attack, by Army
report r2 2021-05-10 by Wire
  b: more than 50 fighters killed, at City, ground_attack, by Army
expect incidents {a} {b}

story trial-months-later-names-the-same-victim
> A follow-up long after names the one victim in full: nobody dies twice, and a far day says little then.
place Town 34.0,36.0 town 1.5 km
report r1 2021-05-03 by Wire
  a: 1 children killed, at Town, on 2021-05-02, shooting
  text: "A boy of nine was shot dead in Town. He is Karim Delwani, of Olive Press Street. He was walking home with Nour Delwani when it happened."
report r2 2021-07-20 by Paper
  b: 1 children killed, shooting
  text: "Two men face trial for a boy's death. Karim Delwani was shot in Town in May. He and Nour Delwani had been walking along Olive Press Street."
expect incidents {a b}

story officials-named-in-two-reports-tell-nothing
> A governor or spokesman is named in reports of many events: their names join none.
place North 34.4,36.0 town 1.5 km
place South 33.8,36.0 town 1.5 km
report r1 2021-05-03 by Wire
  a: 1 people killed, at North, on 2021-05-02, shooting
  text: "One man was shot dead in North. Governor Tarik Hamdan condemned it. It was quiet later, Colonel Sami Bazzi said."
report r2 2021-05-20 by Paper
  b: 1 people killed, at South, on 2021-05-19, shooting
  text: "One man was shot dead in South. Governor Tarik Hamdan condemned it. An inquiry began, Colonel Sami Bazzi said."
expect incidents {a} {b}

story headline-without-a-day-goes-on-in-the-lead
> A headline gives neither day nor number of the injured; its first sentences do.
place Town 34.0,36.0 town 1.5 km
report r1 2021-05-03 by Wire
  a: 4 people killed, at Town, "Raid: 4 people killed in Town"
  b: 4 people killed, at Town, on 2021-05-02, shooting, "In all 4 people killed by gunfire in Town on Sunday"
expect incidents {a b}

story a-child-and-a-man-on-one-day
> One child killed at home and one man killed in the street of a town on one day are two deaths.
place Town 34.0,36.0 town 1.5 km
report r1 2021-05-03 by Wire
  a: 1 children killed, at Town, on 2021-05-02, shooting
report r2 2021-05-03 by Paper
  b: 1 men killed, at Town, on 2021-05-02, shooting
expect incidents {a} {b}

story double-tap-in-one-report
> A second strike on rescuers is an incident of its own inside the first; nobody is counted twice for certain.
place Town 34.0,36.0 town 1.5 km
speaker Monitor monitor
report r1 2021-05-03 by Wire
  a: 20 people killed, at Town, on 2021-05-02, airstrike, says Monitor
  b: 5 people killed, at Town, on 2021-05-02, airstrike, says Monitor, "A second strike hit rescuers there, and 5 people killed were counted"
expect incidents {a} {b}
expect sub b of a
expect sub a of nothing
expect link b: sub-incident
expect sum is 20 .. 25

story double-tap-told-by-two-outlets
> Two outlets that tell both blows agree on the first and on the second, not crosswise.
place Town 34.0,36.0 town 1.5 km
report r1 2021-05-03 by Wire
  a: 20 people killed, at Town, on 2021-05-02, airstrike
  b: 5 people killed, at Town, on 2021-05-02, airstrike, "Minutes later a follow-up strike left 5 people killed"
report r2 2021-05-03 by Paper
  c: 21 people killed, at Town, on 2021-05-02, airstrike
  d: 5 people killed, at Town, on 2021-05-02, airstrike, "The site was hit again and 5 people killed were medics"
expect incidents {a c} {b d}
expect sub b of c
expect sub a of nothing

story second-strike-elsewhere-is-no-part
> A second strike on another village is an incident of its own and part of nothing.
place North 34.4,36.0 town 1.5 km
place South 33.8,36.0 town 1.5 km
report r1 2021-05-03 by Wire
  a: 20 people killed, at North, on 2021-05-02, airstrike
  b: 5 people killed, at South, on 2021-05-02, airstrike, "A second strike on South left 5 people killed"
expect incidents {a} {b}
expect sub b of nothing
expect sum is 25 .. 25

story a-person-says-it-was-a-double-tap
> A person may say that one incident is a part of another that no report tells so.
place Town 34.0,36.0 town 1.5 km
report r1 2021-05-03 by Wire
  a: 20 people killed, at Town, on 2021-05-02, airstrike
report r2 2021-05-03 by Paper
  b: 4 medics killed, at Town, on 2021-05-02, drone
sub b a
expect incidents {a} {b}
expect sub b of a
expect sum is 20 .. 24

story a-person-says-it-was-none
> A person may also say that a second strike was no part of the first.
place Town 34.0,36.0 town 1.5 km
speaker Monitor monitor
report r1 2021-05-03 by Wire
  a: 20 people killed, at Town, on 2021-05-02, airstrike, says Monitor
  b: 5 people killed, at Town, on 2021-05-02, airstrike, says Monitor, "A second strike hit rescuers there, and 5 people killed were counted"
unsub b a
expect incidents {a} {b}
expect sub b of nothing
expect sum is 25 .. 25

story one-dead-and-four-hundred
> One dead and four hundred in a village on one day are not one event, whoever tells it.
place Village 34.0,36.0 village 1.5 km
report r1 2021-05-03 by Wire
  a: 1 people killed, at Village, on 2021-05-03, airstrike
report r2 2021-05-03 by Paper
  b: 400 people killed, at Village, on 2021-05-03, airstrike
expect incidents {a} {b}

story one-number-five-days-apart
> Seventeen dead in a village on the third and seventeen on the eighth are two strikes.
place Village 34.0,36.0 village 1.5 km
report r1 2021-05-03 by Wire
  a: 17 people killed, at Village, on 2021-05-03, airstrike
report r2 2021-05-08 by Paper
  b: 17 people killed, at Village, on 2021-05-08, airstrike
expect incidents {a} {b}

story a-next-day-with-a-near-number-is-a-question
> Twelve dead on one day and ten on the next, shelled in one town: neither one event nor two for sure, so a person is asked.
place Town 34.0,36.0 town 1.5 km
report r1 2021-05-03 by Wire
  a: 12 people killed, at Town, on 2021-05-02, shelling
report r2 2021-05-04 by Paper
  b: 10 people killed, at Town, on 2021-05-03, shelling
expect incidents {a} {b}
expect suggested a b
expect sum is 12 .. 22
