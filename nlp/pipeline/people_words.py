"""Closed classes of words by which people are found in police prose: labels, ranks that are words, what names end in."""

import re

from nlp.tables import bag

PARTICLES = bag("van von der den de del della di da dos das du la le bin ibn al el mc mac o st san ter ten")
LABELS = bag(
    "nominal suspect subject name named victim informant witness occupant occupier detainee owner "
    "keeper tenant partner ex resident alias aka surname forename prisoner dp misper defendant "
    "complainant applicant associate brother sister mother father son daughter wife husband girlfriend "
    "boyfriend uncle aunt cousin neighbour solicitor caretaker runner driver rider pillion passenger landlord "
    "landlady doctor nurse teacher manager mum dad nan grandson nephew niece stepfather son-in-law accused buyer seller friend associate "
    "housemate flatmate colleague writer employee mate lad"
)
# Ranks and titles that are common words, too.
ALSO_WORDS = bag("sister father king queen general minister secretary judge officer private lady major miss")
STOP = bag(
    "said the a an is was were are be he she they it his her their and or but with in at on of to from for "
    "by as has had have not no road street avenue lane close drive court crescent gardens grove place "
    "square terrace way walk hill park house station school hospital police council estate flat city "
    "town county prison ward unit team service church club subj"
)

POINTED = bag("mr mrs ms dr insp sgt supt det rev revd prof capt col cllr pc dc ps ds")
DOINGS = bag(
    "is was has had denies denied admits admitted said says told states stated claims claimed keeps kept carries carried lives lived owns owned "
    "threatened threatens assaulted attacked punched kicked stabbed will would may might can did does drives drove uses used sells sold deals "
    "refused became went came left returned arrived attended appeared appears remains then also never always still believes wants wanted pulled "
    "produced made got took ran fled escaped absconded shouted accepted alleged alleges reported reports works worked moved visited frequents surrendered could should must threw drew shouted swore attempted tried then arrives stores hid hides"
)
PLACE_ENDS = bag(
    "road street avenue lane close drive court crescent gardens grove place square terrace way walk "
    "hill park house station school hospital estate primary academy college arms tavern rd st ave"
)

ENDS_OF_PLACES = bag(
    "green heath wood common bridge cross field corner hall moor centre hill park towers mansions apartments heights point farm nick village town mart"
)

FIRMS = bag(
    "island chapel academy primary infants vaults law college university stores chambers services solicitors motors ltd limited llp plc housing scaffolding builders homes care mutual mediation insurance logistics solutions haulage removals catering cutz"
)


ALIAS = re.compile(
    r"(?:\bknows? (?:only |simply |locally |just )?as|\bknown (?:only |simply |just |to \w+ )as|\b(?:surname|first name|last name|forename)(?: (?:is|may be|possibly|might be|believed|believed to be|given as))?|\bon the street as|\bgoes by|\bby the name(?: of)?|\banswers to|\bbelieved called|\bsolicitor|\bknew as|\bidentified as|\bnamed|\bcalled|\baka|\ba k a|\balias(?:es)?|\bknown (?:locally |to police |on the street |to friends )?as|\bnicknamed|\bnickname(?: is| of)?"
    r"|\bstreet name(?: is| of)?|\bgoes by(?: the (?:name|nickname)(?: of)?)?|\bcalls himself|\bcalls herself|\bmoniker|\bcontacts|\b(?:saved|listed|stored) as|\bshouted|\bname given)$"
)

WORD_NAMES = bag(
    "will mark grace faith hope rose may june april bill frank rob jack pat art drew dawn joy summer "
    "amber ruby daisy lily ivy jade crystal angel miles max chase harry hunter mason carter tyler guy "
    "josh mike nick penny ray rich sandy sky sue tony star gene dale dean glen grant lance lee cliff "
    "clay dick dolly don van jay bud buddy kit lane lily olive pearl rusty sonny victor ward wade eve "
    "ash jean carol holly heather hazel ginger gay earl duke prince king major jo jess em al ed les lou "
    "mo stan len dot nan bea bram ant baz fern florence virginia victoria charlotte chelsea paris "
    "london jordan israel kent lincoln preston chester austin brooklyn sydney india china georgia"
)

# Words behind which a name stands in shorthand, though nothing else tells that it is one.
NAMING = bag(
    "name driver drv pass psgr passenger keeper kpr pris prisoner dp occ occupant occupier inft informant vic victim susp suspect wit witness nok partner nominal "
    "det detainee solr oic n/f r/k c/o holder owner tenant caller rp resident poa"
)
# Words before a letter that counts things.
BEFORE_LETTERS = bag(
    "flat unit plan option exhibit section type hepatitis hep vitamin grade level group team block room class category cat schedule part annex appendix wing gate pier plot bay row "
    "platform door stair zone sector tier band form item list model series serial"
)
SHORT_FORENAMES = bag("wm jas chas thos geo jos robt edw alex chris jno saml benj danl")
KIN = bag("uncle auntie aunty aunt nana nan granny grandad grandpa gran nanny cousin")
# Family names of Vietnam and China that stand first.
EASTERN = bag(
    "nguyen tran pham huynh hoang phan dang bui duong trinh chen zhang huang zhao zhou guo liang zheng xie xiao feng tang deng cheng jiang zhu yuan"
)
# What a person is by their country, no part of the name before it.
NATIONS = bag(
    "czech polish romanian albanian lithuanian latvian estonian bulgarian hungarian slovak slovakian ukrainian russian turkish kurdish iranian iraqi syrian afghan pakistani indian bangladeshi "
    "somali eritrean ethiopian nigerian ghanaian jamaican vietnamese chinese portuguese spanish italian german dutch swedish brazilian moldovan serbian croatian kosovan sudanese gambian zimbabwean "
    "congolese cypriot greek egyptian libyan moroccan algerian tunisian sri lankan filipino national british irish"
)
MIDDLE = bag("thi van duc minh thanh ngoc xuan huu quoc kim hong")
