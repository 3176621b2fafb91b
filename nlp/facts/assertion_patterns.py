"""What follows a term and turns it: answers to a question, a search without result, a doubt, a denial."""

import re

from nlp.tables import bag

AFTER_ADJECTIVE = bag(
    "hidden kept stored stashed concealed under behind to at in on by inside but and near within here there"
)
HELPERS = bag(
    "is was were are has have been being be had at this time on scene present by to all any use the s "
    "of and or currently is/are seen which were weapons drugs issues concerns thoughts history marker "
    "markers ideation disclosed that search searches"
)
ANSWER = re.compile(
    r"(?:\s*(?:involved|mentioned|sighted|recovered|available|at scene|in possession|on scene|disclosed|issues?|concerns?|history|markers?|search(?:es)?|thoughts|problems|seen|present|warnings?|carried|used|known|conditions?|to hand|held|(?:to hand )?(?:in |on |at )?(?:the )?(?:person|premises|household|address|property|vehicle|him|her)))?"
    r"\s*(?:\(?y\s?/\s?n\)?\s*)?(?:[:=]|(?<=\b[A-Z][A-Z])-|[?]\s*[-–—:>=]*|\s[-–—=]*>\s|\s[-–—]+\s|-\s|\.{2,})\s*(?:\(?)(?:A(?:nswer)?\s?[:.)-]\s*)?(?:(?:searched|checked|asked)[,;: -]+)?(?P<answer>none|nil|nope|nah|naw|no|0(?![\d:/]|[.,]\d)|negative|neg|n/a|nothing|yes|positive|confirmed|denies|denied|nk|not known|unknown|y|n)\b"
    r"(?!\s+(?:longer|doubt|reply|answer|one|weapons? (?:but|was)))",
    re.IGNORECASE,
)
# An answer ends with what it stands in, or before a dash.
_ENDS_HERE = r"\s*(?:$|[,.;:/|)\]\n(])|\s+[-–—]"
# `Knife seen - no dogs`: behind a dash an answer may begin the next thing of a log; it is one where it ends there, or goes on so.
NO_MORE = re.compile(
    rf"{_ENDS_HERE}|\s+(?:and|or|but|as|at|on (?:scene|him|her|them|person|arrival|search|site|premises|either|any)|in|when|if|whether|according|per|for|today|tonight|currently|this|was|were|is|are|has|have|had|by|from|to|although|though|that"
    r"|seen|found|recovered|located|present|reported|recorded|disclosed|mentioned|noted|apparent|visible|sighted|observed|produced|identified|evident|involved|used|held|shown|declared|carried|indicated"
    r"|known(?! (?:on|to|by|via)\b)|signs?|trace(?! (?:on )?(?:pnc|pnd|of (?:male|female|suspect))\b)|evidence|mention|indication|record|obvious|immediate|knowledge|intel(?:ligence)?|info(?:rmation)?"
    r"|(?:(?:previous|recent|current|known|recorded|past|prior) )?(?:history|thoughts?|ideation|intent(?:ion)?s?|use|access|markers?|warnings?)|(?:previous|recent|current)(?=\s*(?:$|[.,;/|]))|longer)\b",
    re.IGNORECASE,
)
DENIED_SO = re.compile(
    rf"{_ENDS_HERE}|\s+(?:by|when|this|it|that|all|any (?:knowledge|involvement|wrongdoing|part)|both|possess\w+|carry\w+|having|knowledge|ownership|owning|in|at|on|having|and|but|despite|although|later|use|using|throughout|everything|strongly)\b",
    re.IGNORECASE,
)
UNKNOWN_SO = re.compile(
    rf"{_ENDS_HERE}|\s+(?:if|whether|at|currently|and|but|as|where|how|what|when|in|yet|until|for|by caller|to caller|to informant)\b",
    re.IGNORECASE,
)
ASKED = re.compile(r"\basked (?:him |her |them )?(?:if|whether|about|re|any)\b[^.;]*$", re.IGNORECASE)
REPLIED = re.compile(
    r"[^.;]{0,40}?\b(?:replied|answered|said|says|stated|responded|nodded|shook)\s+(?:that )?[\"'“‘]?(?P<answer>no|none|yes|nothing|(?:he|she|they) (?:had|has|have|did|does|do|was|were|is|are)(?: not|n['’]?t| never)?(?=\s*(?:$|[.,;])))\b(?!\s+(?:knife|gun|weapon|one|comment))",
    re.IGNORECASE,
)
# Things in a list, and one answer to all of them: `Weapons, drugs, dogs - none`.
LISTED = re.compile(
    r"\s*(?:(?:any|re|checks?|markers?|warnings?|issues?|history)[ :]+)*(?P<list>[\w'’]+(?: [\w'’]+){0,2}(?:\s*(?:,|/|&|\+|\bx?or\b|\band\b)\s*[\w'’]+(?: [\w'’]+){0,2}){1,7})"
    r"\s*(?:[:?=]+|\s[-–—]+|\s?\.{2,})\s*(?P<answer>none|nil|no|negative|neg|n/a|not known|nk|unknown|yes|denied)\b(?:\s+(?:known|seen|found|recorded|held|noted|disclosed|present|to any|for all|of (?:these|those|the above)|to all))*\s*(?:$|[.;\n])",
    re.IGNORECASE,
)
TELLS = re.compile(
    r"\b\w+(?<!b)(?<!n)ed\b|\b(?:seen|found|kept|said|says|taken|is|are|was|were|did|does)\b", re.IGNORECASE
)
# A form's answer without a mark before it (`Drugs N / Children N / Dog Y`), and one that stands behind a list or in the next sentence.
FORM = re.compile(
    r"\s+\(?(?P<answer>N/[KA]|n/[ka]|NK|Y|N|Yes|No|YES|NO|y|n|yes|no)\)?(?!\.\s*(?:\d|[a-z]))(?=\s*(?:$|[/,;|\n]|\.(?:\s|$)|\s(?:[A-Z][\w-]+\s){1,3}(?:Y|N|Yes|No|YES|NO)\b))"
)
FORM_ENDS = re.compile(r"\b(?:Y|N|YES|NO|Yes|No|yes|no|N/[KA])\W*$")
# What stands before a box of a form: nothing, or the box before it with its answer.
BOX = re.compile(
    r"(?:^|.*(?:\b(?:Y|N|YES|NO|Yes|No|yes|no|N/[KA])\b|[\n|/;])[\s/,;|.:-]*)[\s*•\d.)-]*(?:[\w'’]+ ){0,2}$",
    re.DOTALL,
)
ASKED_OF = re.compile(
    r"\b(?:asked?|asking|queried|checked) (?:\w+ ){0,3}?(?:if|whether|about|re|regarding)\b[^.;]*$|\basked any\b[^.;]*$|^\s*(?:\w+: )?any (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
AT_LAST = re.compile(
    r"[^.;?]{0,60}?(?:\s[-–—]+\s*|:\s*|\.{2,}\s*)(?P<answer>nil|none|no|negative|neg|yes|positive|denied|not known|nk|unknown)\b\s*(?:$|[.;])",
    re.IGNORECASE,
)
NEXT_ANSWER = re.compile(
    r"(?:(?:answer(?: given)?|reply|a)\s?[:.)=-]?\s+|(?:[\w'’]+ ){0,3}?(?:(?:has |then )?(?:replied|answered|said|says|stated|states|responded|confirmed|replies|answers)|advised|advises)[,:]?\s+(?:that )?[\"'“‘]?|[-–—]\s*|[\"'“‘])?"
    r"(?P<answer>no|nope|nah|naw|none|nil|nothing|negative|yes|not that (?:he|she|they|i) (?:knows?|knew|(?:is|was|am) aware)(?: of)?|(?:he|she|they) (?:did|does|do|has|had|have|was|were|is|are)(?:n['’]t| not)|(?:he|she|they) (?:did|does|do|has|had|have|was|were))\b"
    r"(?=\s*(?:$|[.,;!\"'”’]|just\b|only\b|and\b|never\b|not\b))(?![^.;]*\b(?:but|however|although|though)\b)",
    re.IGNORECASE,
)
# What somebody said it was, and what it then was: `said it was a bomb. It was his gym kit`.
SAID_IT_WAS = re.compile(
    r"\b(?:said|says|saying|stated|states|claimed|claims|joked|shouted|told \w+|thought|believed)(?: that)? (?:it|this|that|there) (?:was|is|were|['’]s) (?:an?|the|some) (?:\w+ )?$",
    re.IGNORECASE,
)
THEN_IT_WAS = re.compile(
    r"(?:(?:in fact|however|but|actually|in the event),? )?(?:it|this|that|they|the (?:bag|item|items|object|package|parcel|device|contents|box|case))(?: (?:was|were|is|turned out to be|transpired to be|proved to be|only contained|contained|just contained)|['’]s)"
    r" (?:in fact |actually |just |only |merely |later |found to be |nothing but |not |full of )*(?:his|her|an?|my|their|some|nothing|empty|old|gym|clothes|clothing|shopping|tools|toys?|harmless|not)\b"
    r"(?![^.;]*\b(?:gun|handgun|pistol|rifle|revolver|shotgun|firearm|knife|blade|machete|weapon|bomb|explosives?|device|imitation|replica|real|one)\b)",
    re.IGNORECASE,
)
# A question that nobody answers: `asked whether he had a gun`.
WAS_ASKED = re.compile(
    r"\basked (?:\w+ ){0,3}?(?:if|whether) (?:there|(?:the |his |her |any |your )?\w+(?: (?!c(?:ould|an)\b|would|may|might)\w+)?) (?:ha[sd]|have|was|were|is|are|carr(?:y|ies|ied)|own(?:s|ed)?|ke(?:eps|pt)|possess(?:es|ed)?|us(?:es|ed)|took|takes)\b[^.;,]*$",
    re.IGNORECASE,
)
# Whom they look for has the thing: `searched for the male with the knife`.
_LEADING_TO = r"(?:(?!\b(?:who|whom|whose|which|that|with|having|carrying|holding|he|she|they|him|male|man|woman|female|suspect|subject|offender|person|people|used|involved|connected)\b)[^.;])*"
SEARCH_FOR = re.compile(
    rf"\b(?:search\w*|check\w*|look(?:ed|ing)|asked|swept|swab\w*|examin\w*)\b.{{0,60}}\bfor\b{_LEADING_TO}$",
    re.IGNORECASE,
)
_DID_NOT = r"(?:did|could) not|didn['’]?t|couldn['’]?t|failed to"
_FIND = r"(?:find|locate|see|recover|trace)"
_FOUND = r"(?:found|located|seen|recovered|present|traced|identified)"
_NONE = rf"(?:(?:none|nothing|neither|not one)(?: of (?:these|those|them|which|the \w+))?(?: (?:was|were|has been|have been|could be))? {_FOUND}\b|found (?:none|nothing|neither)\b)"
FOUND_NONE = re.compile(
    rf"[^.;]{{0,40}}?(?:\b(?:and|but|,)\s*)?\b(?:found (?:none|nothing|no trace|nil)|(?:with )?(?:a )?(?:negative|nil|no)(?: result|\s*trace|\s*joy|$)|without success"
    rf"|none (?:was|were)? ?(?:found|located|seen)|nothing (?:was )?(?:found|located|of note)|with no result|to no avail|neg\b|{_NONE}"
    rf"|(?:{_DID_NOT}|(?:was|were) unable to|(?:was|were) not able to) {_FIND} (?:one|any|anything|either|a thing|them)\b)",
    re.IGNORECASE,
)
# The next sentence, or the next part of one: `searched for a knife; none was found`.
THEN_NONE = re.compile(
    rf"(?:but |and |however,? )?(?:{_NONE}|(?:they|officers|police|units?|we) (?:found (?:none|nothing)\b|(?:{_DID_NOT}|were unable to) {_FIND} (?:one|any|anything|either)\b)"
    rf"|(?:the )?(?:search (?:was )?)?negative\b|nil\b|no trace\b(?! of)|without success\b)",
    re.IGNORECASE,
)
# What a call was of, and what it then was: `reports of a male with a machete. Turned out to be a rolled up umbrella`.
WAS_CALLED = re.compile(
    r"\b(?:call(?:s|ed)?|reports?|reported|reporting|rep|inft?|informant|caller|states?|said|stopped re|attended re|re)\b[^.;]*$",
    re.IGNORECASE,
)
TURNED_OUT = re.compile(
    r"(?:(?:on arrival|on inspection|in fact|actually|however|but),? )?(?:(?:it|this|that|which|item|object) (?:(?:has|had|then|later|actually) )?)?(?:turn(?:s|ed) out|transpire[sd]|prove[sd]|was found|found|confirmed|it was|was) (?:to be |it was |that it was |as )?(?:just |only |actually |in fact |merely |nothing but |a case of )*(?:an?|the|his|her|their|some|two|kids?|children)\b"
    r"(?![^.;]*\b(?:gun|handgun|pistol(?! lighter)|rifle|revolver|shotgun|firearm|knife|blade|machete|sword|axe|bat|hammer|weapon|bomb|explosives?|device|imitation|replica|real|bb gun|air rifle|crossbow|cleaver|screwdriver)\b)"
    r"(?=[^.;]*\b(?:toys?|water pistol|umbrella|brolly|stick|branch|twig|prop|costume|pole|torch|phone|mobile|vape|broom|mop|hose|pipe|tube|tripod|lighter|camera|instrument|guitar|violin|flute|cardboard|plastic|foam|backfir\w+|fireworks?|exhaust|bird ?scarer|balloon|pretend|playing|film|filming|comb|hairbrush|remote|tape measure|spirit level|walking stick|crutch|fishing rod|paint ?brush|drumsticks?|baguette|banana|cucumber)\b)",
    re.IGNORECASE,
)
A_BANG = re.compile(
    r"[^.;]{0,60}\b(?:backfir\w+|fireworks?|exhaust|bird ?scarer|crow ?scarer)\b", re.IGNORECASE
)
# What is only told of, and then not found: `there was a gun, a knife and a bat but none were found`.
TOLD_OF = re.compile(
    r"\b(?:there (?:is|was|were|are)|reports? (?:of|that)|reported|mention(?:s|ed)?(?: of)?|allegations? of|alleged|suspected|told of|talk of|spoke of|claim(?:s|ed)?|rumours? of)\b[^.;:]{0,40}$",
    re.IGNORECASE,
)
SURELY = re.compile(
    r"\b(?:he|she|they|who|male|man|suspect|with|ha[sd]|have|having|carr(?:y|ies|ied|ying)|hold(?:s|ing)?|held|produc\w+|us(?:e[sd]?|ing)|threaten\w*|armed|pull\w*|drew|swung|waved|brandish\w*|stabb\w*|hit|struck|point\w*|kept|keeps|own(?:s|ed)?|fights?|fought|fighting|involv\w+|attack\w*|robb\w+|stabbings?|the|his|her|their|this|that)\b",
    re.IGNORECASE,
)
# What is `not recovered` is somewhere.
_NO_SUCH = r"(?:none|neither|not one)(?: of (?:these|those|them|which))?(?: (?:was|were|has been|have been|could be))? (?:found|seen|present)\b(?!,? (?:in|at|on|inside|under|behind|by|near|when|during)\b)"
BUT_NONE = re.compile(
    rf"[^.;]{{0,60}}?(?:,?\s*\b(?:but|though|although|however|yet),?\s+{_NO_SUCH}|,\s+(?:area search(?:ed)?,? )?(?:{_NO_SUCH}|nothing (?:was |has been )?(?:found|seen|located|there)\b|no trace\b))",
    re.IGNORECASE,
)
NONE_OF_IT = re.compile(rf"(?:but |and |however,? )?{_NO_SUCH}", re.IGNORECASE)
# What they look for is there: `the knife used in the robbery`.
THERE_IS = re.compile(r"\s+(?:used|that|which|who|he|she|they|from)\b", re.IGNORECASE)
DOUBTED = re.compile(
    r"(?:(?:this|that|it|which|the|above|information|intelligence|intel|detail|details|report|reports|all|has|have|is|was|are|were|remains?|currently|as yet|so far|yet|to be|been)\s+)*"
    r"(?:unconfirmed|uncorroborated|unverified|not (?:yet )?(?:been )?(?:confirmed|verified|corroborated)|hearsay|unsubstantiated|not substantiated|tbc)\b[^.,;]{0,20}[.;]",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"(?:(?:he|she|they|this|that|which|it|the|male|female|suspect|subject|detainee|dp|all|was|is|are|were|has|strongly|strenuously|both)\s+)+"
    r"(?:den(?:ied|ies|y)|refut\w+|disput\w+)(?:\s+(?:this|it|the|allegations?|everything|all|any|involvement|that|claims?|by|him|her|them|when|asked))*\s*[.;]",
    re.IGNORECASE,
)
DOUBTED_AFTER = re.compile(
    r"(?:\bbut|\balthough|\bthough|\bhowever|,|\(|-)\s*(?:this|it|that|which|the information|the intelligence|intelligence|information)?\s*"
    r"(?:is|was|has|have|had|could|cannot|can|remains|are)?\s*(?:currently|as yet|yet|so far)?\s*"
    r"(?:(?:not|never|yet to)\s*(?:be|been)?\s*(?:independently )?(?:confirmed|corroborated|verified|substantiated)"
    r"|unconfirmed|uncorroborated|unverified|unsubstantiated)",
    re.IGNORECASE,
)
# `Subject states he has never carried a knife`: who speaks, that it is of themselves, and what they say they did not do. Who
# may speak of somebody else (a mother, a caller, a witness) is not among them, nor is what was merely not seen or heard.
_ONESELF = (
    r"(?:he|she|they|(?<!of the )(?<!of )(?<!by the )(?:subject|suspect|detainee|detained (?:person|male|female)|arrested (?:person|male|female)|dp"
    r"|defendant|accused|prisoner|offender|nominal|male|female|man|woman|boy|girl|youth|driver)(?:\s+(?-i:[A-Z])[\w'’-]+){0,3})"
)
_STATED = (
    r"(?:(?:has|had|also|then|later|clearly|again|both)\s+)*(?:(?:states|stated|says|said|declares|declared)(?:\s+(?:to|in|under|on|upon|at|during)\s+\w+(?:\s\w+)?)?"
    r"|(?:tells|told)\s+(?:\w+\s+){0,2}\w+)"
)
_NEVER_DID = (
    r"(?:(?:(?:has|had|have|would)\s+)?never(?:\s+(?:ever|once|even|personally|previously|actually|knowingly))*|(?:does|do|did|has|had|have|would|is|was|am|are|were)\s?(?:not|n['’]?t)(?:\s+(?:ever|even|actually|personally))*)"
    r"\s+(?:(?:carr(?:y|ies|ied)|own(?:s|ed)?|possess(?:es|ed)?|ha[ds]|have(?!\s+(?:to|been)\b)|keep|kept|hold|held|use[sd]?|take[ns]?|took|touch(?:ed)?|deal(?:s|t)?|sell|sold|suppl(?:y|ied)"
    r"|buy|bought|smoked?|inject(?:ed)?|grow|grown|threaten(?:ed)?|hit|struck|assault(?:ed)?|attack(?:ed)?|hurt|harm(?:ed)?|stab(?:bed)?|punch(?:ed)?|brandish(?:ed)?|produced?|made|make"
    r"|pull(?:ed)?|point(?:ed)?|fired?|shot|shoot|bring|brought|carrying|holding|using|dealing|selling|supplying|armed)\b|(?:been\s+)?in\s+possession\b)"
)
OWN_WORD = re.compile(
    rf"\b(?P<who>{_ONESELF})\s+{_STATED}\s*[,:]?\s*[\"“'‘]?(?:that\s+)?(?P<self>he|she|they|i)(?:['’](?:s|d|ve))?\s+"
    rf"(?:(?:himself|herself|themselves|personally)\s+)?(?P<not>{_NEVER_DID})",
    re.IGNORECASE,
)
ONESELF_IS = {"he": "he", "she": "she", "they": "they", "male": "he", "man": "he", "boy": "he", "female": "she", "woman": "she", "girl": "she"}  # fmt: skip
ACCUSED_OF = frozenset(
    {"WE", "FI", "XP", "DR", "VI", "THREAT", "OW"}
)  # of one's health one tells, and denies nothing
ASKS = re.compile(
    r"(?:any|are|is|does|do|did|has|have|was|were|q\b|question|can|could|would|will|who|what|where|how|when|why)\b",
    re.IGNORECASE,
)
# What was negated of one place and is then said to be in another: `not on him, but one was found in his sock`.
ELSEWHERE = re.compile(
    r"^[^.;:]{0,60}?(?:[,;]|\.(?=\s+(?:(?:it|they) (?:is|are) (?:\w+ )?(?:kept|stored|hidden|stashed|concealed)|(?:it|one) (?:is|was) (?:\w+ )?(?:kept|stored|hidden|stashed|concealed|found|recovered|located|seized|discovered))\b)|\s[-–—]+|\b(?:but|though|although|however|as|because))\s+(?:but |instead |rather |however,? )?"
    r"(?:it|they|one|two|this|these|the (?:weapon|item|knife|gun|firearm|dog)s?)(?:'s| is| was| are| were| has been| have been| had been)\s+"
    r"(?:now |then |later |since |actually |instead |always |usually |subsequently |normally )?"
    r"(?:(?:kept|stored|hidden|stashed|concealed|held|found|recovered|located|seized|discovered|seen|produced)\b"
    r"(?!\s+(?:to be|that|he|she|they|not|no)\b)|(?=(?:in|under|behind|inside|at|with|on top of|beneath)\s))",
    re.IGNORECASE,
)
# `Gun and knife are not in the house`: nothing more is said but where they are not.  Of a place where such a thing is put away
# (`the shotgun is not in its cabinet`) it says that the thing is about.
AWAY = re.compile(
    r"\s+(?:(?:in|inside|within|at|on|under|behind)\s+(?:(?:the|his|her|their|this|that|our|my)\s+)?(?:[\w'’-]+\s+)?"
    r"(?:house|home|address|property|premises|flat|building|household|dwelling|room|bedroom|kitchen|lounge|hallway|bathroom|loft|attic|cellar|garage|shed|garden"
    r"|car|vehicle|van|boot|bag|rucksack|location|scene|site|shop|pub|street|park|school)|here|upstairs|downstairs|indoors|outside)\b"
    r"(?![^.;]*\b(?:but|only|just|though|although|however|because|anymore|more|longer|yet|now|moment|today|tonight|currently|instead|rather|when|until|since|as|where|which|that|he|she|they|it)\b)"
    r"(?=[^,:;]*[.;!?]?\s*$)",
    re.IGNORECASE,
)
# `has a firearm which is believed to be stored at his mother's`: where it is, is what is believed.
WHERE_IT_IS = re.compile(
    r"\s+(?:to be )?(?:stored|kept|hidden|stashed|held|buried|concealed|in|at|under|behind|with)\b",
    re.IGNORECASE,
)
# Not seen, and there all the same: `not seen but heard`.
BUT_THERE = re.compile(
    r"\s*,?\s*but\s+(?:it |they )?(?:(?:was|were|is|are|has been|had been|may be|could be|clearly|definitely) )*(?:felt|heard|smelt|smelled|used|fired|there|present|mentioned|reported|described|believed|thought|suspected)\b",
    re.IGNORECASE,
)
# The next sentence says who has it: `… are not in the house. He carries them.`
HAS_IT = re.compile(
    r"\s*(?:he|she|they|the \w+|male|female|suspect|subject|(?-i:[A-Z])\w+)\s+(?:\w+\s+){0,2}?(?:carr(?:y|ies|ied)|ha[sd]|have|takes?|took|keeps?|kept|moved?|hid(?:es)?|put)\s+(?:them|it|one|both)\b",
    re.IGNORECASE,
)

# How far a cue reaches, in words, by what it says; what ends a scope; words that turn one.
REACH = {"negated": 16, "denied": 24, "uncertain": 24, "historic": 20}
PHRASE_REACH = 9
AFTER_REACH = 4
HARD = re.compile(r"[;:()\[\]|]|--|–|—|\.{2}|\n")
SOFT = re.compile(r",")
SAVE = frozenset(
    {("other", "than"), ("save", "for"), ("aside", "from"), ("apart", "from"), ("with", "exception")}
)
WHAT_HE_IS = frozenset({"user", "users", "dealer", "dealers", "addict", "runner", "habit", "marker"})
RESUMING = frozenset({"that", "having", "owning", "being", "any", "carrying", "possessing", "knowing", "all"})
SOUGHT = frozenset({"found", "recovered", "located", "retrieved", "used", "fired", "drawn", "discharged"})
ANEW = frozenset({"may", "might", "could", "is", "are", "was", "were", "has", "have", "cannot"})
