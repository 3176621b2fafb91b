"""Dangers as neighbours and callers tell them, and what sounds like one; numbers of houses, and one answer to a whole list."""

import pytest

DANGERS = """
WE: She snapped the neck off a bottle and is holding it at people.
WE: He slid a chisel down out of his sleeve.
FI: There's a shooter in the airing cupboard.
FI: They let off three rounds outside the shop.
VI: He had a hand round her windpipe.
VI: Four of them are putting the boot in.
VI: He went hands-on with the officers.
VI: She put two of the nurses on the floor.
THREAT: He says he'll have me eating through a straw.
THREAT: Draws his finger across his throat when I pass.
SU: She has opened up her wrists.
SU: He's bought a rope.
SH: DP butting the cell wall.
MN: Taken to the 136 suite.
MN: Says he has been sent by God.
VUL: DP requires AA.
ES: A false panel behind the bath.
ES: He climbed into the loft the minute the police came.
DR: He's running their brown down to the coast.
CO: I was jabbed by one of his needles.
DV: My daughter's fella put her head through the door.
DV: He won't accept we've split up.
OW: Seen on camera, the night carer slapping my mum.
MISSING: Nan went out at ten and nobody can find her.
ES: DP slipped his handcuff and ran out of casualty.
ES: She climbed out the bathroom window onto the roof.
ES: The front door is reinforced with a steel bar.
OW: Carer Jo Lamb has stolen £900 from the old lady.
OW: She thinks the lodger is exploiting her for money.
DR: MALE SLUMPED IN DOORWAY, NEEDLE STILL IN ARM.
DV: Pupil says daddy hurts mummy.
XP: Somebody put a firework through the letterbox.
DOG: One of the dogs got out, snapping at her legs.
WE: He's kickin the door wi a lump hammer.
WE: Bloke swingin a samurai in the road
WE: Spoon filed to a point under the mattress
WE: Iron bar up his sleeve
VI: They're leatherin some lad outside the pub.
VI: He's put his mam through the window.
VI: Got banged in the mouth by a customer.
THREAT: He said I'd leave in a body bag.
THREAT: we know where your kids go to school
THREAT: said he's gonna slide on my brother
SU: He'll go under a train if they take the kids.
SU: She OD'd last week.
SU: Any thoughts of killing yourself? Yes.
MN: Thinks next door are piping gas through the wall.
MN: She sees spiders that aren't there.
ES: He's planning on legging it from the hospital.
ES: His tag's been cut off.
ES: Barricaded himself in the bedroom.
DR: Stinks of green on the stairs.
DR: She's back on the brown.
OW: A bogus gas man has been in to the old lady.
OW: He helps himself to her pension.
DV: He's locked me out in my nightie again.
CHILD: The babby is screaming.
DOG: He set his mutt on the bailiffs.
WANTED: Two warrants no bail out of Leeds mags
WE: He has a Stanley in his sock most days.
WE: Keeps a length of rebar by the bed.
WE: Male has a craft blade taped to his ankle.
WE: She pulled a bread knife on the bailiffs.
WE: He walks about with a samurai under his coat.
WE: There is a machete down the side of the sofa.
WE: He came to the door with a cricket bat in his hand.
WE: Neighbour saw him sharpening a screwdriver.
WE: He has fixed nails to a plank behind the gate.
WE: Keeps a bottle of drain unblocker to throw at callers.
WE: He has a big knife strapped to his leg.
WE: Resident answers the door holding an axe.
WE: He is known to carry.
WE: She keeps a can of bear spray in her handbag.
WE: He's got a cosh made of coins in a sock.
WE: Swings a golf club at anyone who parks outside.
WE: He has a nail bat under the stairs.
WE: Carries a blade for protection.
WE: Claw hammer under the driver's seat.
WE: Male seen with a metal bar up his sleeve.
WE: he's got summat sharp in his pocket
WE: always tooled up
WE: He keeps a zombie killer on top of the wardrobe.
WE: Never without his lock knife.
WE: Found a ninja sword in the loft.
WE: He threatened her with scissors.
WE: There's a spear made from a broom handle and a kitchen knife.
WE: He has a catapult and ball bearings.
WE: Keeps ammonia in a squeezy bottle.
WE: He keeps a hatchet in the boot.
WE: A sharpened tent peg was found in his room.
FI: He keeps a shooter under the bath.
FI: There's a strap in that house.
FI: Uncle's old twelve bore is in the loft.
FI: He showed me a pistol wrapped in a tea towel.
FI: Has a section 2 shotgun certificate with four guns.
FI: He has access to firearms through his brother.
FI: Cartridges on the kitchen table.
FI: Saw him with a converted blank firer.
FI: He let off an air rifle at the cats.
FI: Sawn off in the wheelie bin.
FI: He has a thing that looks like a gun in his waistband.
FI: gun nut
FI: Registered firearms holder.
FI: He's got a shotgun ticket.
FI: FAC holder lives here
FI: He printed a gun on a 3D printer.
FI: A revolver was dug up in the garden.
FI: He put a .22 to her head.
XP: Making pipe bombs in his shed.
XP: Has fireworks taped together with nails.
XP: Gas bottles rigged to the front door.
XP: He says he will blow the house up, gas taps are on.
XP: Booby trapped the door.
XP: Says the place is rigged to blow.
VI: He goes for police every time.
VI: He will kick off as soon as he sees a uniform.
VI: He chinned a PC last time.
VI: He broke an officer's nose in 2023.
VI: Hates coppers and will have a go.
VI: She bites.
VI: Spits at officers.
VI: He decked the bouncer.
VI: He took three officers to restrain.
VI: It took six officers to get the cuffs on him.
VI: He will come at you.
VI: Knocked his mate's teeth out.
VI: Put his neighbour in hospital.
VI: He nutted the landlord.
VI: He had her by the throat.
VI: Throws things at whoever comes to the door.
VI: Turns nasty when he's had a drink.
VI: He gets handy after a few.
VI: Attacked a paramedic.
VI: He ran at officers with his fists up.
VI: He set about the bailiff.
VI: He has a short fuse and lashes out.
VI: Always up for a fight with police.
VI: Do not attend alone, violent.
VI: Assaults emergency workers.
VI: He dragged her by the hair.
VI: He kicked the door in and battered him.
VI: Trained boxer, will resist.
VI: MMA fighter and will fight.
VI: He rammed a police car.
VI: He drives at officers.
THREAT: He said the next copper through that door gets it.
THREAT: He has told the council he will burn them out.
THREAT: Says he'll do time for her.
THREAT: Told her she'd be dead by the weekend.
THREAT: He is going to do her in.
THREAT: Said he would cut him up.
THREAT: He says he will take one of you with him.
THREAT: Sent a picture of a coffin to his ex.
THREAT: Says he'll put her windows through.
THREAT: He's got it in for the neighbour.
DOG: Two big dogs loose in the yard.
DOG: The dog goes for anyone in uniform.
DOG: He sets his dog on callers.
DOG: Staffs in the back garden not on a lead.
DOG: Her dog had the postman.
DOG: Beware of the dog, it bit the meter reader.
DOG: There's a Presa in the kitchen.
DOG: XL in the flat.
DOG: Cane corso bitch with pups.
DOG: Rottie cross runs free at the property.
SU: She's talked about ending it.
SU: Said he'd be better off not here.
SU: He has written goodbye letters.
SU: He's on the bridge again.
SU: Wants to go to sleep and not wake up.
SU: He has stockpiled tablets.
SU: She was found with a belt round her neck.
SU: Wants police to shoot him.
SU: Will make officers shoot him.
SU: Says he will do something stupid tonight.
SU: He tried to hang himself last month.
SU: He's taken forty paracetamol.
SH: Cuts her thighs.
SH: Old scars up both arms from cutting.
SH: He bangs his head on the cell wall.
SH: Swallows razor blades.
MN: He thinks the neighbours are spying on him through the walls.
MN: She hears voices.
MN: He hasn't had his depot.
MN: Not well in the head and off his tablets.
MN: Under the mental health team.
MN: He believes police are lizards.
MN: She's been sectioned twice.
MN: He is bipolar and not taking his lithium.
VUL: She's on oxygen.
VUL: He's deaf and won't hear you knock.
VUL: Old boy lives on his own and can't get to the door.
VUL: She can't walk and is in bed all day.
VUL: 90 year old lady, very forgetful.
VUL: Mum uses a walker.
VUL: He has the mental age of a child.
VUL: Hoarder, house full to the ceiling.
VUL: Carers come in four times a day.
CHILD: Three little ones under five.
CHILD: Baby due in March and a two year old.
CHILD: Kids asleep upstairs.
CHILD: Her lad is six.
CHILD: Nursery aged girl in the flat.
DR: They're cooking up in the bathroom.
DR: He's shotting from the flat.
DR: Smell of weed all day.
DR: He deals brown from the back window.
DR: Needles all over the floor.
DR: Off his head on crack.
DR: There is a grow in the loft.
DR: Users coming and going all hours.
DR: Selling balloons to kids.
DR: Serving up on the stairwell.
DV: He controls her money and who she sees.
DV: He hits her in front of the kids.
DV: She's scared of him and he won't let her out.
DV: He's smashed her phone again so she can't ring.
DV: Her ex keeps turning up and hitting her.
DV: There's a non-mol against him.
DV: Husband strangled her last week.
ES: He'll be out the back window.
ES: He always legs it over the back fence.
ES: Will run from police.
ES: Jumped out of a first floor window to get away from officers.
ES: He hides in the loft when police come.
ES: He got out of the van last time.
ES: Slips out of cuffs.
ES: Barricaded himself in.
ES: There's a hatch through to next door.
CO: He's got hep C.
CO: She has TB.
CO: He spits and says he's HIV.
CO: Flea infested, wear overshoes.
CO: Needles in his pockets.
CO: Uncapped sharps in his jacket.
WANTED: He is wanted on recall.
WANTED: There's a warrant out for him.
WANTED: He didn't turn up at court and they want him.
WANTED: No bail warrant outstanding.
WANTED: He's on his toes from Leicester.
MISSING: She hasn't come home from school.
MISSING: He walked out of the ward and no one knows where he is.
MISSING: Not been seen for three days and his phone is off.
MISSING: Regular misper.
OW: He gets pensioners to hand over their cards.
OW: Hangs about the school gates and chats to girls.
OW: On the register for offences against kids.
OW: He's been tarmacking old people's drives and overcharging.
"""
NONE = """
There were 200 odd chairs in the hall.
Coke lorry broken down in the high street.
It would be career suicide to go sick now.
Domestic arrivals closed until noon.
His laugh is infectious.
He called shotgun for the drive home.
Taser refresher on Monday, bring your PAVA.
Punch pads to be put back in stores.
Wanted: second hand bike for the office.
Children in Need cake sale at the front desk.
Somebody's budgie has escaped out of the window.
He has a Stanley tape measure in his pocket.
Stanley in the next flat is a retired teacher.
He lives in Stanley Road behind the chip shop.
She likes to carry her shopping in two bags.
He has something shiny on his wrist.
Sharpened pencils on the desk.
Nails in the plank needed for the fence repair were bought.
She broke a nail on the door handle.
She had her nails done.
There's a gate strap in the van.
The FA cup holder was on the table.
There were 0.22 grams left.
The toaster looks like a toy.
The lights were left on.
He left the gas bill unpaid.
Fireworks display at the park tonight.
He will have a go at fixing the boiler.
Colleague took two days to get the statement.
It took four officers two hours to search the house.
He will go for a walk with his wife.
He comes at nine on Mondays.
The weather turned nasty.
The food turned bad.
He is a keen swimmer.
His boxer dog is asleep and friendly.
Wreaths were laid at the memorial.
He took some of the money with him.
She has it in for repair.
He works in the staffs room.
An XL jacket was taken.
He wore an XL in the shop.
Black XL hoodie found.
The dog had the vet's number on its collar.
She's talking about ending her tenancy.
He talked about not being here for the meeting.
They topped up the meter.
He wore a scarf round his neck.
He had a gold chain round his neck.
The lead was round the dog's neck.
Cyclist on the bridge again.
He was late for his injection at the travel clinic.
She thinks the council will replace the door.
He thinks the neighbours are coming to the party.
He says his wife is coming through the front door now.
We cannot get to the door because of parked cars.
I can't see the number plate.
Caller can't hear the operator well.
She can't speak English.
She uses a picture frame shop.
The eldest is thirty.
She cooked up a lovely dinner.
They are cooking up a storm in the kitchen.
Library users coming and going all day.
Road users at the door of the garage.
She was serving up in the restaurant.
Pine needles all over the drive.
Knitting needles in her bag.
He won't let the dog out.
She is scared of him being late for work.
He controls the lights from his phone.
He always leaves by the front door.
She runs through the garden every morning.
He hid in the cupboard for a game.
The cat always gets out the kitchen window.
The builder put a door through to next door.
He hopped over the puddle.
She keeps us on our toes.
He didn't turn up for training.
The witness didn't turn up at court.
She gets old people to join the choir.
He hangs about outside the school waiting for his son.
He does driveways for a living.
He swings by on Fridays.
The kettle is on the gas hob.
A shiny object in the road was a hubcap.
He is known to carry on with the neighbour.
The parcel gets rough handling.
The road gets rough after the farm.
She was nearly in tears on the phone.
Take two of these tablets twice a day.
Take all of the rubbish out.
Lead was stolen from the church roof.
The stag party wore black belts.
He has a black belt in his wardrobe drawer.
The glass in the door was cracked.
He got out of the van and asked the way.
She got out of hospital last week.
He jumped over the fence to get his ball.
The gas fire is on and the flat is warm.
She turned the gas fire on for the old man.
"""


@pytest.mark.parametrize("line", DANGERS.split("\n")[1:-1])
def test_a_danger_is_understood_in_anybodys_words(reader, line):
    code, text = line.split(": ", 1)
    said = {fact.code for fact in reader.read(text).facts if fact.assertion not in ("negated", "denied")}
    assert code in said


@pytest.mark.parametrize("text", NONE.split("\n")[1:-1])
def test_what_sounds_like_a_danger_is_none(reader, text):
    assert [(fact.code, fact.term) for fact in reader.read(text).facts] == []


@pytest.mark.parametrize(
    ("text", "code", "assertion"),
    [
        ("MALE O/S NO 14 WITH MACHETE.", "WE", "affirmed"),
        ("Man at no. 22 waving an axe", "WE", "affirmed"),
        ("Woman from flat no 6 threatening to kill herself.", "SU", "affirmed"),
        ("no 12 bore found", "FI", "negated"),
        ("He is never w/out a knife.", "WE", "affirmed"),
        ("Left w/out a knife.", "WE", "negated"),
        ("Has no problem using a knife.", "WE", "affirmed"),
        ("Searched, nothing sharp on him.", "WE", "negated"),
        ("Report of a gun, nothing found.", "FI", "negated"),
        ("Report of a man with a gun, nothing found.", "FI", "affirmed"),
        ("The gun is a kid's toy.", "FI", "negated"),
        ("The machete as reported by neighbours is a length of gutter.", "WE", "negated"),
        ("DP says the drugs aren't his.", "DR", "denied"),
        ("Children are round at their nan's.", "CHILD", "negated"),
        ("Call of a male with a machete. Turned out to be a rolled up umbrella.", "WE", "negated"),
        ("Reports of gunshots. Car backfiring outside the shop.", "FI", "negated"),
        ("couldn't tell you if it was a gun or a torch", "FI", "uncertain"),
        ("SHPO: no unsupervised contact with children.", "OW", "affirmed"),
        ("Any weapons? Nah.", "WE", "negated"),
        ("She's been off the gear four years.", "DR", "historic"),
        ("PNC wanted check, no trace.", "WANTED", "negated"),
        ("The husky's never bitten anyone.", "DOG", "negated"),
        ("Those who do not pay are beaten by him.", "VI", "affirmed"),
        ("If he gets recalled he will end it all.", "SU", "affirmed"),
        ("Any weapons on you? Answer given: no.", "WE", "negated"),
        ("Landlord clearing the room of an ex tenant found ammunition in a tin.", "FI", "affirmed"),
        ("no dog now machete kept behind front door", "WE", "affirmed"),
        ("Any violence between them in the last year: none.", "VI", "negated"),
        ("Children in household: 0.", "CHILD", "negated"),
        ("Weapons to hand in premises: none disclosed.", "WE", "negated"),
        ("She had hepatitis once but it was cured.", "CO", "historic"),
        ("There's a big dog but it's soft as anything.", "DOG", "negated"),
        ("Lenny is looking to get rid of a sawn-off.", "FI", "affirmed"),
        ("Last assault on police was 2006, nothing since.", "VI", "historic"),
    ],
)
def test_how_sure_it_is(reader, text, code, assertion):
    assert [fact.assertion for fact in reader.read(text).facts if fact.code == code] == [assertion]


def test_one_answer_goes_for_a_whole_list_of_kinds(reader):
    facts = reader.read("Weapons, drugs, self harm - none").facts
    assert {(fact.code, fact.assertion) for fact in facts} == {
        ("WE", "negated"),
        ("DR", "negated"),
        ("SH", "negated"),
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [("Violent, dogs - none", "VI"), ("Knife, dogs - none", "WE"), ("Knife seen, dogs - no", "WE")],
)
def test_what_a_log_tells_before_is_not_answered_with_it(reader, text, code):
    assert ("affirmed", code) in {(fact.assertion, fact.code) for fact in reader.read(text).facts}


@pytest.mark.parametrize(
    "text", ["Fight o/s the Cross Guns PH.", "They met in Knife Lane.", "Parked by the Bull Terrier PH."]
)
def test_the_name_of_a_house_or_a_street_is_no_danger(reader, text):
    assert {fact.code for fact in reader.read(text).facts} <= {"VI"}
