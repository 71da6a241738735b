# How one incident's numbers become a range.

story later-toll-replaces
> A monitor's later, higher toll replaces its earlier one; the earlier is history.
place Town 34.0,36.0 town 1.5 km
speaker Monitor monitor
report r1 2021-05-03 by Wire
  a: 12 people killed, at Town, on 2021-05-03, shelling, says Monitor
report r2 2021-05-04 by Wire
  b: 19 people killed, at Town, on 2021-05-03, shelling, says Monitor
expect incidents {a b}
expect range killed of a: 19 .. 19
expect history killed of a: a
expect rule killed of a: superseded

story lower-toll-needs-correction
> A lower later figure of the same speaker stands beside the higher one until it is worded as a correction.
place Town 34.0,36.0 town 1.5 km
speaker Monitor monitor
report r1 2021-05-03 by Wire
  a: 19 people killed, at Town, on 2021-05-03, shelling, says Monitor
report r2 2021-05-05 by Wire
  b: 14 people killed, at Town, on 2021-05-03, shelling, says Monitor
expect range killed of a: 14 .. 19
expect history killed of a:

story worded-correction-replaces
> The same fall, worded as a correction, replaces.
place Town 34.0,36.0 town 1.5 km
speaker Monitor monitor
report r1 2021-05-03 by Wire
  a: 19 people killed, at Town, on 2021-05-03, shelling, says Monitor
report r2 2021-05-05 by Wire
  b: 14 people killed, at Town, on 2021-05-03, shelling, says Monitor, "The monitor revised down its toll: 14 people killed in Town"
expect range killed of a: 14 .. 14
expect history killed of a: a

story linked-correction-replaces
> A figure the report itself links to what it replaces needs no further words.
place Town 34.0,36.0 town 1.5 km
speaker Monitor monitor
report r1 2021-05-05 by Wire
  a: 19 people killed, at Town, on 2021-05-03, shelling, says Monitor
  b: 14 people killed, at Town, on 2021-05-03, shelling, says Monitor, replaces a
expect incidents {a b}
expect range killed of a: 14 .. 14

story open-claim-keeps-plus
> A "+" stays while any speaker leaves the count open.
place Town 34.0,36.0 town 1.5 km
speaker A monitor
speaker B ngo
report r1 2021-05-03 by Wire
  a: 57 people killed, at Town, on 2021-05-03, airstrike, says A
report r2 2021-05-03 by Paper
  b: at least 40 people killed, at Town, on 2021-05-03, airstrike, says B
expect range killed of a: 40 .. 57+
expect set-by high of killed of a: a
expect reason killed of a: open-claim

story vague-words-do-not-bound
> "Dozens" bounds nothing where a number exists.
place Town 34.0,36.0 town 1.5 km
speaker A monitor
report r1 2021-05-03 by Wire
  a: dozens people killed, at Town, on 2021-05-03, airstrike
report r2 2021-05-03 by Paper
  b: 31 people killed, at Town, on 2021-05-03, airstrike, says A
expect incidents {a b}
expect range killed of a: 31 .. 31

story vague-words-alone
> Where only a vague word exists it is printed as the word, with no number.
place Town 34.0,36.0 town 1.5 km
report r1 2021-05-03 by Wire
  a: dozens people killed, at Town, on 2021-05-03, airstrike
expect words killed of a: dozens
expect range killed of a: None .. None

story up-to-is-a-cap
> "Up to 30" caps the high and sets no low.
place Town 34.0,36.0 town 1.5 km
speaker A monitor
speaker B ngo
report r1 2021-05-03 by Wire
  a: up to 30 people killed, at Town, on 2021-05-03, airstrike, says A
report r2 2021-05-03 by Paper
  b: 21 people killed, at Town, on 2021-05-03, airstrike, says B
expect incidents {a b}
expect range killed of a: 21 .. 30
expect best killed of a: 21

story stated-range
> A range a speaker states gives both bounds and no point.
place Town 34.0,36.0 town 1.5 km
speaker A monitor
report r1 2021-05-03 by Wire
  a: 5-9 people killed, at Town, on 2021-05-03, airstrike, says A
expect range killed of a: 5 .. 9
expect best killed of a: None

story lower-median-is-best
> Best is the lower median of independent speakers; ten outlets quoting one monitor are one voice.
place Town 34.0,36.0 town 1.5 km
speaker Monitor monitor
speaker Ministry official_source
speaker Charity ngo
report r1 2021-05-03 by Wire
  a: 30 people killed, at Town, on 2021-05-03, airstrike, says Monitor
report r2 2021-05-03 by Paper
  b: 30 people killed, at Town, on 2021-05-03, airstrike, says Monitor
report r3 2021-05-03 by Radio
  c: 30 people killed, at Town, on 2021-05-03, airstrike, says Monitor
report r4 2021-05-03 by Radio
  d: 24 people killed, at Town, on 2021-05-03, airstrike, says Ministry
report r5 2021-05-03 by Daily
  e: 25 people killed, at Town, on 2021-05-03, airstrike, says Charity
expect incidents {a b c d e}
expect range killed of a: 24 .. 30
expect best killed of a: 25
expect sources a: 3 independent sources

story copied-number-votes-nothing
> An outlet that gives a monitor's unusual number within two days took it from there: it is no second vote.
place Town 34.0,36.0 town 1.5 km
speaker Monitor monitor
speaker Ministry official_source
report r1 2021-05-03 by Wire
  a: 37 people killed, at Town, on 2021-05-03, airstrike, says Monitor
report r2 2021-05-04 by Paper
  b: 37 people killed, at Town, on 2021-05-03, airstrike
report r3 2021-05-04 by Radio
  c: 33 people killed, at Town, on 2021-05-03, airstrike, says Ministry
expect range killed of a: 33 .. 37
expect best killed of a: 33

story party-claim-stands-beside
> A force's count of enemy fighters it killed is beside the range of what others report.
place Town 34.0,36.0 town 1.5 km
speaker Monitor monitor
party Army state_force
report r1 2021-05-03 by Wire
  a: 18 civilians killed, at Town, on 2021-05-03, airstrike, by Army, says Monitor
report r2 2021-05-03 by Paper
  b: 80 fighters killed, at Town, on 2021-05-03, airstrike, by Army, says Army
same a b
expect range killed of a: 18 .. 18
expect beside killed of a: party-claim

story ucdp-profile-reaches-the-party-claim
> The UCDP-like profile lets the party's claim reach the high: 18 by one side, 80 by the other. Its rules are ours.
profile ucdp
place Town 34.0,36.0 town 1.5 km
speaker Monitor monitor
party Army state_force
report r1 2021-05-03 by Wire
  a: 18 civilians killed, at Town, on 2021-05-03, airstrike, by Army, says Monitor
report r2 2021-05-03 by Paper
  b: 80 fighters killed, at Town, on 2021-05-03, airstrike, by Army, says Army
same a b
expect range killed of a: 18 .. 80
expect best killed of a: 18

story party-alone-is-labelled
> Where only a belligerent gives a number it is shown and labelled, not dropped.
place Town 34.0,36.0 town 1.5 km
party Army state_force
report r1 2021-05-03 by Paper
  b: 15 fighters killed, at Town, on 2021-05-03, airstrike, by Army, says Army
expect range killed of b: 15 .. 15
expect rule killed of b: low-party-alone

story conceded-deaths-are-a-floor
> Civilians a force says it killed are conceded: a floor inside the range.
place Town 34.0,36.0 town 1.5 km
speaker Monitor monitor
party Army state_force
report r1 2021-05-03 by Wire
  a: 22 civilians killed, at Town, on 2021-05-03, airstrike, by Army, says Monitor
report r2 2021-06-03 by Paper
  b: 2 civilians killed, at Town, on 2021-05-03, airstrike, by Army, says Army
same a b
expect range killed of a: 22 .. 22
expect beside killed of a:

story own-dead-are-inside
> A side's own dead stand inside the range.
place Post 34.0,36.0 village 1.5 km
party Army state_force
party Rebels non_state_armed
report r1 2021-05-03 by Wire
  a: 7 soldiers killed, at Post, on 2021-05-03, ground_attack, by Rebels, says Army
report r2 2021-05-03 by Paper
  b: 30 soldiers killed, at Post, on 2021-05-03, ground_attack, by Rebels, says Rebels
same a b
expect range killed of a: 7 .. 7
expect beside killed of a: party-claim

story classes-of-one-sentence-add-up
> Five civilians and three soldiers in one report are eight dead; the sum names its addends.
place Town 34.0,36.0 town 1.5 km
speaker Monitor monitor
report r1 2021-05-03 by Wire
  a: 5 civilians killed, at Town, on 2021-05-03, ied, says Monitor
  b: 3 soldiers killed, at Town, on 2021-05-03, ied, says Monitor
expect incidents {a b}
expect range killed of a: 8 .. 8
expect rule killed of a: low-sum-of-classes
expect range killed civilian of a: 5 .. 5

story rest-of-a-whole-is-nobody
> The twelve of 42 who are neither children nor women are not "men" and not surely civilians.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
report r1 2021-05-03 by Wire
  a: 42 people killed, at City, on 2021-05-03, airstrike, says Monitor
  b: 18 children killed, part of a
  c: 12 women killed, part of a
expect incidents {a b c}
expect range killed of a: 42 .. 42
expect range killed children of a: 18 .. 18
expect range killed civilian of a: 30 .. 30+

story parts-exceed-whole
> Children and women may not outnumber all: an Issue, not an exception, and no bound moves.
place City 34.0,36.0 city 4 km
report r1 2021-05-03 by Wire
  a: 42 people killed, at City, on 2021-05-03, airstrike
  b: 30 children killed, part of a
  c: 20 women killed, part of a
expect issue parts-exceed-whole
expect range killed of a: 42 .. 42

story girl-and-woman
> One source's "three girls" is another's "three women": the classes conflict, all killed is three.
place Village 34.0,36.0 village 1.5 km
speaker A monitor
speaker B ngo
report r1 2021-05-03 by Wire
  a: 3 people killed, at Village, on 2021-05-03, airstrike, says A
  a2: 3 children killed, part of a
report r2 2021-05-03 by Paper
  b: 3 people killed, at Village, on 2021-05-03, airstrike, says B
  b2: 3 women killed, part of b
expect incidents {a a2 b b2}
expect range killed of a: 3 .. 3
expect issue category-conflict

story wounded-who-died
> "Three of the wounded died" adds to a toll and is none: it sets no bound, but the toll counted before it is above its high by then.
place Town 34.0,36.0 town 1.5 km
speaker Hospital responder
report r1 2021-05-03 by Wire
  a: 20 people killed, at Town, on 2021-05-03, ied, says Hospital
  i: 45 people injured, at Town, on 2021-05-03, ied, says Hospital
report r2 2021-05-05 by Wire
  b: 3 people killed, at Town, on 2021-05-03, ied, says Hospital, "3 people killed in the blast died of their wounds"
same a b
expect incidents {a i b}
expect range killed of a: 20 .. 20+
expect reason killed of a: injured-who-died
expect range injured of a: 45 .. 45

story wounded-who-died-are-in-the-new-toll
> "Two of the wounded died, which brings the toll to 5" is the new toll, not an addition: the number is above every other. Was left out.
place Town 34.0,36.0 town 1.5 km
speaker Hospital responder
report r1 2021-05-03 by Wire
  a: 3 people killed, at Town, on 2021-05-03, shelling, says Hospital
  i: 10 people injured, at Town, on 2021-05-03, shelling, says Hospital
report r2 2021-05-05 by Wire
  b: 5 people killed, at Town, on 2021-05-03, shelling, says Hospital, "Two of the wounded died, which brings the toll to 5 people killed"
  j: 8 people injured, at Town, on 2021-05-03, shelling, says Hospital, "Two of the wounded died and 8 people injured remain in its wards"
expect incidents {a i b j}
expect range killed of a: 5 .. 5
expect history killed of a: a
expect range injured of a: 8 .. 8
expect history injured of a: i

story wounded-who-died-before-the-toll-was-taken
> A toll taken on the day the wounded died holds them: it stays closed.
place Town 34.0,36.0 town 1.5 km
speaker Hospital responder
speaker Monitor monitor
report r1 2021-05-05 by Wire
  a: 5 people killed, at Town, on 2021-05-03, shelling, says Monitor
  b: 2 people killed, at Town, on 2021-05-03, shelling, says Hospital, "2 people killed in the shelling died of their wounds"
same a b
expect range killed of a: 5 .. 5

story parts-above-their-whole-are-not-added
> Six children and five women "among the ten dead" can't be eleven civilians: no published bound is a sum the report itself contradicts.
place Town 34.0,36.0 town 1.5 km
speaker A monitor
report r1 2021-05-03 by Wire
  a: 10 people killed, at Town, on 2021-05-03, airstrike, says A
  k: 6 children killed, part of a
  w: 5 women killed, part of a
expect range killed of a: 10 .. 10
expect range killed civilian of a: 6 .. 6+
expect issue parts-exceed-whole

story explicit-zero-is-a-claim
> A source that says nobody was hurt states a zero; silence states nothing.
place Town 34.0,36.0 town 1.5 km
speaker A monitor
speaker B responder
report r1 2021-05-03 by Wire
  a: no people killed, at Town, on 2021-05-03, airstrike, says A
report r2 2021-05-03 by Paper
  b: 2 people killed, at Town, on 2021-05-03, airstrike, says B
same a b
expect range killed of a: 0 .. 2

story acled-most-conservative
> The ACLED-like profile takes the most conservative point as best.
profile acled
place Town 34.0,36.0 town 1.5 km
speaker A monitor
speaker B ngo
speaker C official_source
report r1 2021-05-03 by Wire
  a: 31 people killed, at Town, on 2021-05-03, airstrike, says A
report r2 2021-05-03 by Paper
  b: 35 people killed, at Town, on 2021-05-03, airstrike, says B
report r3 2021-05-03 by Radio
  c: 36 people killed, at Town, on 2021-05-03, airstrike, says C
expect best killed of a: 31

story ibc-has-no-best
> The Iraq Body Count-like profile prints minimum and maximum only.
profile ibc
place Town 34.0,36.0 town 1.5 km
speaker A monitor
report r1 2021-05-03 by Wire
  a: 31 people killed, at Town, on 2021-05-03, airstrike, says A
expect best killed of a: None

story rescue-under-way
> A low toll while people were still under the rubble is explained as such.
place Town 34.0,36.0 town 1.5 km
speaker A responder
speaker B monitor
report r1 2021-05-03 by Wire
  a: 11 people killed, at Town, on 2021-05-03, airstrike, says A, "11 people killed so far, rescuers were still searching"
report r2 2021-05-03 by Paper
  b: 14 people killed, at Town, on 2021-05-03, airstrike, says B
expect range killed of a: 11 .. 14
expect reason killed of a: rescue-under-way

story mixed-statuses-are-all
> "Twenty civilians and militants" is a number of people of unknown status.
place Town 34.0,36.0 town 1.5 km
report r1 2021-05-03 by Wire
  a: 20 civilians killed, at Town, on 2021-05-03, airstrike, mixed
expect range killed of a: 20 .. 20
expect no figure killed civilian of a

story an-earlier-figure-is-recalled
> "It had earlier put the toll at 27": the report's own 42 replaces it, though both stand in one report.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
report r1 2021-05-04 by Wire
  a: 42 civilians killed, at City, on 2021-05-03, airstrike, says Monitor, "The toll has risen to 42 civilians killed, the monitor said"
  b: 27 civilians killed, at City, on 2021-05-03, airstrike, says Monitor, "It had earlier put the toll at 27 civilians killed"
same a b
expect range killed of a: 42 .. 42
expect history killed of a: b

story toll-after-one-more-died
> "Nine, after a woman died of her wounds": nine is the toll, the woman is no toll of her own.
place Town 34.0,36.0 town 1.5 km
speaker Hospital responder
report r1 2021-05-04 by Wire
  a: 9 civilians killed, at Town, on 2021-05-03, ied, says Hospital, "The toll is now 9 civilians killed after 1 women killed who died of her wounds"
  b: 1 women killed, at Town, on 2021-05-03, ied, says Hospital, "The toll is now 9 civilians killed after 1 women killed who died of her wounds."
same a b
expect range killed of a: 9 .. 9
expect range killed civilian of a: 9 .. 9

story a-narrower-later-count-outgrows-the-whole
> 27 people first, 61 civilians later by the same monitor: the 27 are out of date, whatever their class.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
report r1 2021-05-04 by Wire
  a: 27 people killed, at City, on 2021-05-03, airstrike, says Monitor
report r2 2021-05-06 by Paper
  b: 61 civilians killed, at City, on 2021-05-03, airstrike, says Monitor
same a b
expect range killed of a: 61 .. 61
expect history killed of a: a

story civilians-of-one-people-of-another
> "42 civilians" and "over 50 people" are two tolls of one strike where nobody counts fighters; "15 children" is none.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
speaker Fund intergovernmental
speaker Network activist_media
report r1 2021-05-04 by Wire
  a: 42 civilians killed, at City, on 2021-05-03, airstrike, says Monitor
report r2 2021-05-04 by Paper
  b: over 50 people killed, at City, on 2021-05-03, airstrike, says Network
report r3 2021-05-05 by Radio
  c: 15 children killed, at City, on 2021-05-03, airstrike, says Fund
same a b
same a c
expect range killed of a: 42 .. 50+
expect set-by low of killed of a: a
expect rule killed of a: low-civilians
expect reason killed of a: combatants-included

story civilians-beside-fighters
> Where somebody counts fighters, a count of civilians is a part of the toll and sets no low.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
speaker Network activist_media
report r1 2021-05-04 by Wire
  a: 12 civilians killed, at City, on 2021-05-03, ied, says Monitor
report r2 2021-05-04 by Paper
  b: 30 people killed, at City, on 2021-05-03, ied, says Network
  c: 18 fighters killed, part of b
same a b
expect range killed of a: 30 .. 30

story acled-codes-dozens-as-twelve
> The ACLED-like profile codes "dozens" as 12 where nothing else is known; the word stays what is printed, and no bound is invented.
profile acled
place Town 34.0,36.0 town 1.5 km
report r1 2021-05-03 by Wire
  a: dozens people killed, at Town, on 2021-05-03, airstrike
expect best killed of a: 12
expect range killed of a: None .. None
expect words killed of a: dozens
expect rule killed of a: best-vague-table

story harm-without-a-number-is-no-zero
> "Others were hurt" is shown with the incident as reported, number unknown: neither silence nor zero, and in no sum.
place Town 34.0,36.0 town 1.5 km
report r1 2021-05-03 by Wire
  a: 4 people killed, at Town, on 2021-05-02, airstrike
  unstated injured: others were hurt
expect range killed of a: 4 .. 4
expect range injured of a: None .. None
expect rule injured of a: unstated
expect sum of injured is 0 .. 0

story harm-without-a-number-gives-way-to-a-count
> Where anybody counts the injured, words without a number add nothing.
place Town 34.0,36.0 town 1.5 km
report r1 2021-05-03 by Wire
  a: 4 people killed, at Town, on 2021-05-02, airstrike
  b: 9 people injured, at Town, on 2021-05-02, airstrike
  unstated injured: others were hurt
expect range injured of b: 9 .. 9

story an-obituary-is-no-toll
> A report that names one of the dead counts nobody else: it bounds the toll from below and sets no low of 1 (formula F1). It did.
place Town 34.0,36.0 town 1.5 km
speaker Monitor monitor
report r1 2021-05-04 by Wire
  a: 12 people killed, at Town, on 2021-05-03, airstrike, says Monitor
report r2 2021-05-09 by Post
  b: 1 people killed, at Town, on 2021-05-03, airstrike, named Karim Haddad
same a b
expect incidents {a b}
expect range killed of a: 12 .. 12
expect no issue parts-exceed-whole

story an-obituary-alone-is-what-there-is
> Where nobody counts more, the one who is named is the toll.
place Town 34.0,36.0 town 1.5 km
report r1 2021-05-04 by Wire
  a: 1 people killed, at Town, on 2021-05-03, airstrike, named Karim Haddad
expect range killed of a: 1 .. 1
expect best killed of a: 1

story more-names-than-a-toll
> Three who are named can't be among two: the names are a floor, and the toll is open.
place Town 34.0,36.0 town 1.5 km
speaker Monitor monitor
report r1 2021-05-04 by Wire
  a: 2 people killed, at Town, on 2021-05-03, airstrike, says Monitor
report r2 2021-05-09 by Post
  b: 3 people killed, at Town, on 2021-05-03, airstrike, named Karim Haddad and Sami Haddad and Rim Haddad
same a b
expect range killed of a: 2 .. 3+
expect rule killed of a: high-named-people

story at-least-forty-then-forty-two
> "At least 40" and, the same day, 42 by the same speaker: the second is what the first left open, and nothing stays open.
place Town 34.0,36.0 town 1.5 km
speaker Monitor monitor
report r1 2021-05-03 by Wire
  a: at least 40 people killed, at Town, on 2021-05-03, airstrike, says Monitor
report r2 2021-05-03 by Paper
  b: 42 people killed, at Town, on 2021-05-03, airstrike, says Monitor
expect range killed of a: 42 .. 42
expect history killed of a: a

story a-recalled-figure-is-older-than-its-report
> "It had earlier put the toll at 27" stands in the report of the 42 and is still the earlier figure, with no word that the toll rose.
place City 34.0,36.0 city 4 km
speaker Monitor monitor
report r1 2021-05-04 by Wire
  a: 42 people killed, at City, on 2021-05-03, airstrike, says Monitor
  b: 27 people killed, at City, on 2021-05-03, airstrike, says Monitor, "It had earlier put the toll at 27 people killed"
same a b
expect range killed of a: 42 .. 42
expect history killed of a: b

story a-denied-number-bounds-nothing
> A speaker that denies 50 dead states no 50: its denial is beside.
place Town 34.0,36.0 town 1.5 km
speaker A monitor
speaker B official_source
report r1 2021-05-03 by Wire
  a: 20 people killed, at Town, on 2021-05-03, airstrike, says A
report r2 2021-05-03 by Paper
  b: 50 people killed, at Town, on 2021-05-03, airstrike, says B, denied
same a b
expect range killed of a: 20 .. 20
expect beside killed of a: denied
expect answer did-it-happen of a: denied in 1 claim(s)
