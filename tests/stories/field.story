# Worked cases of the field, restated as the source claims that would lead there.

story airwars-losses-without-a-number
> Raqqa, 11 February 2017 (CS483): one of seven sources speaks of losses, no number. Airwars prints 0-1; no rule of ours gives that: the one vague word is printed, no number.
place Raqqa 35.95,39.01 city 4 km
party Air coalition
report r1 2017-02-12 by Local
  a: several civilians killed, at Raqqa, on 2017-02-11, airstrike, by Air
expect range killed of a: None .. None
expect words killed of a: several
expect grade a: Weak

story airwars-girls-or-women
> Tabqa, 30 April 2017 (CS756): three girls, three women, or two women and a girl: 3 killed, children 1-3, women 2-3; injured 6-18.
place Tabqa 35.84,38.55 city 2 km
speaker A activist_media
speaker B monitor
speaker C ngo
party Air coalition
report r1 2017-04-30 by A
  a: 3 children killed, at Tabqa, on 2017-04-30, airstrike, by Air, says A
  ai: 6 people injured, at Tabqa, on 2017-04-30, airstrike, by Air, says A
report r2 2017-04-30 by B
  b: 3 women killed, at Tabqa, on 2017-04-30, airstrike, by Air, says B
  bi: 18 people injured, at Tabqa, on 2017-04-30, airstrike, by Air, says B
report r3 2017-05-01 by C
  c: 3 people killed, at Tabqa, on 2017-04-30, airstrike, by Air, says C
  c1: 1 children killed, part of c
  c2: 2 women killed, part of c
credible A, B
strike Air at Tabqa on 2017-04-30
expect incidents {a ai b bi c c1 c2}
expect range killed of a: 3 .. 3
expect range killed children of a: 1 .. 3
expect range killed women of a: 2 .. 3
expect range injured of a: 6 .. 18
expect grade a: Fair

story airwars-fair-needs-all-sources-judged
> The same event graded Fair once two sources are judged credible and a strike near is known.
place Tabqa 35.84,38.55 city 2 km
speaker A activist_media
speaker B monitor
party Air coalition
report r1 2017-04-30
  a: 3 civilians killed, at Tabqa, on 2017-04-30, airstrike, by Air, says A
report r2 2017-04-30
  b: 3 civilians killed, at Tabqa, on 2017-04-30, airstrike, by Air, says B
credible A, B
strike Air at Tabqa on 2017-04-30
expect grade a: Fair

story airwars-mortar-or-airstrike
> Mosul, 3 April 2017 (CI601): a mortar for one side, an air strike for another: 3 killed, one a woman, Contested.
place Mosul-quarter 36.34,43.12 neighbourhood 1 km
speaker A activist_media
speaker B official_source
party Air coalition
party ISIS non_state_armed
report r1 2017-04-03
  a: 3 civilians killed, at Mosul-quarter, on 2017-04-03, airstrike, by Air, says A
  a1: 1 women killed, part of a
report r2 2017-04-04
  b: 3 civilians killed, at Mosul-quarter, on 2017-04-03, shelling, by ISIS, says B
expect incidents {a a1 b}
expect range killed of a: 3 .. 3
expect range killed women of a: 1 .. 1
expect grade a: Contested

story airwars-a-relative-adds-a-child
> Gaza (ISPT0031): an organisation counts four, a relative adds a child whom another organisation reports injured: 4-5 killed, 21-22 injured.
place Camp 31.5,34.45 neighbourhood 1 km
speaker Org ngo
speaker Cousin person
speaker Amnesty ngo
report r1 2014-07-21
  a: 4 civilians killed, at Camp, on 2014-07-20, airstrike, says Org
  ai: 21 civilians injured, at Camp, on 2014-07-20, airstrike, says Org
report r2 2014-07-22
  b: 5 civilians killed, at Camp, on 2014-07-20, airstrike, says Cousin
report r3 2014-07-25
  c: 22 civilians injured, at Camp, on 2014-07-20, airstrike, says Amnesty
expect range killed of a: 4 .. 5
expect range injured of a: 21 .. 22

story airwars-unborn-counted
> Yemen, 27 April 2025 (USYEM250427a): 11 to 13, since one count takes in an unborn child and the first night's toll rose.
place Quarter 15.4,44.2 neighbourhood 1 km
speaker Health official_source
speaker Family person
report r1 2025-04-28
  a: 8 civilians killed, at Quarter, on 2025-04-27, airstrike, says Health
report r2 2025-04-29
  b: 12 civilians killed, at Quarter, on 2025-04-27, airstrike, says Health
report r3 2025-05-02
  c: 13 civilians killed, at Quarter, on 2025-04-27, airstrike, says Family
report r4 2025-05-02
  d: 11 civilians killed, at Quarter, on 2025-04-27, airstrike, says Neighbours
expect range killed of a: 11 .. 13
expect history killed of a: a
expect reason killed of a: unexplained

story airwars-accepted
> A belligerent that finds an allegation credible has accepted it: Confirmed, with the number it concedes.
place Town 36.3,43.1 town 1.5 km
speaker A activist_media
party Air coalition
report r1 2017-03-18
  a: 20 civilians killed, at Town, on 2017-03-17, airstrike, by Air, says A
assessed a by Air: credible, 8 killed
expect grade a: Confirmed

story airwars-all-fighters
> Only fighters among the dead: Discounted.
place Town 36.3,43.1 town 1.5 km
speaker A activist_media
report r1 2017-03-18
  a: 6 fighters killed, at Town, on 2017-03-17, airstrike, says A
expect grade a: Discounted

story airwars-single-source
> One source, however detailed: Weak.
place Town 36.3,43.1 town 1.5 km
speaker A activist_media
report r1 2017-03-18 by Wire
  a: 6 civilians killed, at Town, on 2017-03-17, airstrike, says A
report r2 2017-03-18 by Paper
  b: 6 civilians killed, at Town, on 2017-03-17, airstrike, says A
expect grade a: Weak

story two-sources-nobody-judged
> Two sources whose credibility nobody has judged are not guessed to be credible: ungraded, and it says what is needed.
place Town 36.3,43.1 town 1.5 km
speaker A activist_media
speaker B monitor
report r1 2017-03-18
  a: 6 civilians killed, at Town, on 2017-03-17, airstrike, says A
report r2 2017-03-18
  b: 6 civilians killed, at Town, on 2017-03-17, airstrike, says B
expect grade a: ungraded
expect needs a: the credibility of the sources
expect needs a: strikes by a belligerent near place and time

story ibc-overlap-subtraction
> Iraq Body Count adds a morgue's total only beyond what its incidents hold, confirmed and potential overlaps taken out: the residual.
place City 33.3,44.4 city 15 km
speaker Morgue official_source
report r1 2006-07-04 by Wire
  a: 12 people killed, at City, on 2006-07-03, ied, says Morgue
report r2 2006-07-11 by Wire
  b: 7-9 people killed, at City, on 2006-07-10, shooting, says Morgue
report r3 2006-07-02 by Wire
  p: 5 people killed, at City, on 2006-06-30..2006-07-01, shooting, says Morgue
report r4 2006-08-02 by Paper
  m: 1519 people killed, at City, on 2006-07-01..2006-07-31, says Morgue, period
expect contained m: a b
expect possible m: p
expect accounted m: 19 .. 26
expect residual m: 1493 .. 1500

story ibc-snapshot-without-a-date
> Iraq Body Count leaves out rates tied to no period ("dozens a week come in"): ours is listed, holds its speaker's events only possibly, says nothing for certain and is in no sum.
place City 33.3,44.4 city 15 km
speaker Morgue official_source
report r1 2006-07-04 by Wire
  a: dozens people killed, at City, says Morgue, period
report r2 2006-07-05 by Wire
  b: 12 people killed, at City, on 2006-07-03, ied, says Morgue
expect totals a
expect contained a:
expect possible a: b
expect accounted a: 0 .. 12
expect sum is 12 .. 12

story coalition-stock-and-flow
> Allegations open at the start 43, received 27, closed 28: 42 remain. Counts of reports are no deaths: only the deaths conceded enter, as levels nobody sums.
place Country 35.0,40.0 country 300 km
party Coalition coalition
report r1 2017-09-01 by Coalition
  a: at least 685 civilians killed, at Country, since 2014-08-01..2017-07-31, says Coalition, by Coalition, cumulative
report r2 2017-10-01 by Coalition
  b: at least 735 civilians killed, at Country, since 2014-08-01..2017-08-31, says Coalition, by Coalition, cumulative
  d: 50 civilians killed, at Country, on 2017-08-01..2017-08-31, says Coalition, by Coalition, period
expect series 685>685 735>735
expect accounted b: 50 .. 50
expect residual b: 685 .. open

story who-denies-is-named
> "Nobody denies it" was printed of an event whose accused denies it: a denial in a report, or a belligerent's answer, is said where it belongs.
place Town 36.3,43.1 town 1.5 km
speaker A activist_media
party Air coalition
report r1 2017-03-18 by Wire
  a: 20 civilians killed, at Town, on 2017-03-17, airstrike, by Air, says A
  denial a: no harm came of its strikes by Air
assessed a by Air: not_credible, on 2017-06-02
expect answer did-it-happen of a: Air found it not credible on 2017-06-02; denied by Air
expect answer who-did-it of a: Air, according to A
expect range killed of a: 20 .. 20
expect grade a: Weak

story nobody-denies
> Where nobody denies anything that is what is said: these reports, not the world.
place Town 36.3,43.1 town 1.5 km
speaker A activist_media
report r1 2017-03-18 by Wire
  a: 20 civilians killed, at Town, on 2017-03-17, airstrike, says A
expect answer did-it-happen of a: nobody in these reports denies it
expect answer who-did-it of a: no report names anybody

story airwars-another-party-likely
> A person who holds another party likely responsible makes it Discounted: the rule was there and no input could reach it.
place Town 36.3,43.1 town 1.5 km
speaker A activist_media
party Air coalition
report r1 2017-03-18
  a: 6 civilians killed, at Town, on 2017-03-17, shelling, by Air, says A
other-party a: Militia by Ann
expect grade a: Discounted
expect answer who-did-it of a: Militia was most likely responsible, says Ann

story police-are-no-combatants
> Police killed are not discounted as fighters by their uniform.
place Town 36.3,43.1 town 1.5 km
speaker A activist_media
report r1 2017-03-18
  a: 6 police killed, at Town, on 2017-03-17, ied, says A
expect grade a: Weak

story fighters-with-a-child-among-them
> "Six fighters, one of them a child" by a report's own count is not fighters only.
place Town 36.3,43.1 town 1.5 km
speaker A activist_media
report r1 2017-03-18
  a: 6 fighters killed, at Town, on 2017-03-17, airstrike, says A
  k: 1 children killed, part of a
expect grade a: Weak

story assessment-stands-beside
> What a belligerent concedes in an assessment is beside the range and no bound of it: no report is quoted for it. More than any report counts is an Issue.
place Town 36.3,43.1 town 1.5 km
speaker A activist_media
party Air coalition
report r1 2017-03-18
  a: 20 civilians killed, at Town, on 2017-03-17, airstrike, by Air, says A
assessed a by Air: credible, 25 killed, on 2017-08-01
expect range killed of a: 20 .. 20
expect beside killed of a: conceded
expect issue conceded-above
expect grade a: Confirmed

story assessment-within-the-range
> A concession that the reports' range holds raises nothing.
place Town 36.3,43.1 town 1.5 km
speaker A activist_media
party Air coalition
report r1 2017-03-18
  a: 20 civilians killed, at Town, on 2017-03-17, airstrike, by Air, says A
assessed a by Air: credible, 8 killed
expect beside killed of a: conceded
expect no issue conceded-above

story a-likely-strike-is-an-action-near
> A likely strike by a belligerent serves Fair as a declared one does; one far away does not.
place Town 36.3,43.1 town 1.5 km
place Far 35.3,43.1 town 1.5 km
speaker A activist_media
speaker B monitor
party Air coalition
report r1 2017-03-18
  a: 6 civilians killed, at Town, on 2017-03-17, airstrike, by Air, says A
  c: 9 civilians killed, at Far, on 2017-03-17, airstrike, by Air, says A
report r2 2017-03-18
  b: 6 civilians killed, at Town, on 2017-03-17, airstrike, by Air, says B
  d: 9 civilians killed, at Far, on 2017-03-17, airstrike, by Air, says B
credible A, B
strike Air at Town on 2017-03-18, likely
expect grade a: Fair
expect grade c: ungraded
expect needs c: strikes by a belligerent near place and time

story a-persons-grade-stays
> A person's grade is shown whatever the rules say.
place Town 36.3,43.1 town 1.5 km
speaker A activist_media
report r1 2017-03-18
  a: 6 civilians killed, at Town, on 2017-03-17, airstrike, says A
graded a: Contested by Ann
expect grade a: Contested
