"""Names that are ordinary words as well, in English, Finnish and Korean.

They are redacted only where they are written as names: capitalised like the name, or in Korean
followed by an honorific. "I will call" must stay readable when the customer's name is Will.
"""

_ENGLISH = """
amber angel april art august autumn baker ball banks bell berry best bill bishop black bond
bright brook brown burns bush butler carol cash chance charity chase chip christian church clay
cliff close cook cooper crystal curt daisy dale dawn day dean destiny dick dollar don dove drew
duke earl early eve ever fair faith farmer felicity field fields fisher flora flower ford forest
fox frank free gale gay gene gentle gift glory good gore grace grant gray green guy hall hand
happy hardy harmony hart hazel heather heaven hill holly holmes honest honor hope house hunter
iris ivy jack jade jay jet jewel joy june justice ken king knight lake lance law lee light lily
little long love lucky major man march mark marsh mason max may melody mercy merry miles mills
miracle money moon more mouse nice noble north nova oak olive page park patience pearl penny
pepper phoenix pierce pink poppy porter power precious price pride prince queen rain ray read
reed rich ridge river rob robin rock root rose ruby rush ruth sage sandy savage serene sharp
shore short silver singer skip small smart smith snow son song spring star stark stone storm
strong sue summer sun sunny swan sweet taylor temple tiger time trinity true unity van victor
violet virtue walker wall ward waters way weaver wells west white wild will win winter wise wolf
wood woods worth young
"""
_FINNISH = """
aalto aamu aho aika aina alho anna armas auer aulis autio hannu harju heinä helmi hilja hilla
honka huhta huttu ihme ilma ilo ilta impi inari into joki jokinen joku juhani jyrki järvi kaino
kallio kari katko kesä keto kielo kivi koivu korpi koski kuisma kukka kulta kunnas kurki kuusi
kytö laakso lahja lahti laina laine lampi lehti lehto leino lempi lilja linna linnea lumi luoto
maa maija malla manner marja mehto meri mesi metsä mäki niemi niitty nurmi oja oma onni oras
orvokki otso paasi palo panu pelto peltola pilvi pirkko poika puro rae raita raivo ranta rauha
rauta rinne ruusu saari sade salmi salo sampo satu sini sinä sirkka sisu sointu sulo suomi suvi
taika taimi taisto talvi tammi tamminen tarmo tasku tilli toivo tuisku tuli tuuli tyyne uljas
urho usko uusi vaara vanamo varma veli venla vieno vilja virta voitto vuokko vuori vuorinen yrjö
äijä ässä
"""
_KOREAN = """
가득 가람 가을 겨울 고마워 고은 그린 기대 기쁨 나라 나래 나무 나하나 누리 다솜 다정 대로 마음
모두 미소 미안 믿음 바다 바로 바름 별로 보람 보통 사랑 상담 새벽 성실 소라 소리 소망 소중 수고
수정 슬기 신고 아름 아주 여름 영원 예쁨 예정 온유 우리 우선 우수 유리 은혜 이대로 이상 이상한
이슬 이유리 이정도 이제는 자유 장난 전화해 정도 정말 정말로 정보 정성 정수기 조금 주문 주인공
지금 지나 지원 진실 진심 진짜 최고 태양 평화 하나 하늘 하루 한가지 한결 한마음 한별 한빛 한아름
행복 현재 확인 희망
"""

ORDINARY_WORDS = frozenset((_ENGLISH + _FINNISH + _KOREAN).split())
