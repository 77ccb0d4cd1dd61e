"""English passes, whatever names and quotes it is full of; another language is named."""

import pytest

from bot.article.language import check_english
from bot.errors import LanguageError

ENGLISH = [
    "Minister resigns after vote",
    "PRESIDENT ERDOGAN SAID ON TUESDAY THAT TURKEY WOULD SEND AID TO UKRAINE AND ASKED ALLIES TO DO MORE BEFORE THE WINTER",
    (
        "Rustem Umerov, Volodymyr Zelenskyy, Recep Tayyip Erdogan, Hakan Fidan, Sergei Lavrov, Dmytro Kuleba, Andriy Yermak "
        "and Ibrahim Kalin met in Antalya, Ankara, Kyiv, Istanbul and Lviv, Anadolu Agency reported."
    ),
    (
        "Germany: Müller, Özil, Schweinsteiger, Lahm, Boateng, Hummels, Khedira, Götze, Klose, Neuer, Mertesacker, Kroos, "
        "Podolski, Schürrle, Draxler, Ginter, Kramer, Durm. Coach: Löw. Attendance: 74,738. Goal: Götze 113."
    ),
    (
        'The chancellor said: "Wir schaffen das, und wo uns etwas im Wege steht, muss es überwunden werden." Critics called '
        "it naive, and the opposition asked her to explain the remark in parliament on Friday."
    ),
    (
        "President Zelensky wrote: «Україна ніколи не відмовиться від своєї землі, і ми просимо партнерів про допомогу». "
        "His office did not say which partners he meant, and Ankara has not yet answered the request."
    ),
    (
        "Stocks slump; oil prices surge; Fed mulls rate hike; EU leaders meet Brussels; Macron Scholz talks stall; Kyiv braces "
        "winter blackouts; Turkey inflation hits record"
    ),
    (
        "GDP 3.4% 2023, 2.1% 2024; CPI 9.2%, 8.1%; unemployment 4.4%, 4.5%; exports $23bn, $24bn; imports $31bn, $33bn; "
        "reserves $98bn; debt 64% GDP; deficit 5.1% GDP; growth forecast cut; lira weakens further"
    ),
    (
        "José Manuel García-Margallo, Íñigo Méndez de Vigo, Cristóbal Montoro, Luis de Guindos, Soraya Sáenz de Santamaría "
        "and Rafael Catalá left the cabinet in Madrid, El País and La Vanguardia reported late on Monday."
    ),
    (
        "Nkosazana Dlamini-Zuma told eNCA that Thabo Mbeki, Jacob Zuma, Kgalema Motlanthe and Cyril Ramaphosa had met at "
        "Luthuli House before the NEC meeting in Tshwane."
    ),
    "RT @user: BREAKING!!! 5 dead, 12 hurt, police say https://example.com/x #Ankara #Türkiye",
    "ok",
    "1234 5678",
    "𝐁𝐑𝐄𝐀𝐊𝐈𝐍𝐆: the minister resigns",
    "Ｍｉｎｉｓｔｅｒ ｒｅｓｉｇｎｓ",
    (
        "“Merci,” Macron said. “Danke,” Scholz answered. “Teşekkürler,” Erdoğan added, and the three left without a statement "
        "on the request that Kyiv had made."
    ),
]
OTHER = {
    "de": "Der Präsident sagte am Dienstag, dass die Türkei der Ukraine weitere Hilfe schicken werde, und bat die "
    "Verbündeten, vor dem Winter mehr zu tun.",
    "nl": "De president zei dinsdag dat Turkije meer hulp naar Oekraïne zou sturen en vroeg de bondgenoten om voor de "
    "winter meer te doen in de regio.",
    "fr": "Le président a déclaré mardi que la Turquie enverrait une aide supplémentaire à l'Ukraine et a demandé aux "
    "alliés d'en faire plus avant l'hiver.",
    "es": "El presidente dijo el martes que Turquía enviaría más ayuda a Ucrania y pidió a los aliados que hicieran más "
    "antes de que llegara el invierno.",
    "tr": "Cumhurbaşkanı salı günü yaptığı açıklamada Türkiye'nin Ukrayna'ya daha fazla yardım göndereceğini söyledi ve "
    "müttefiklerden kış gelmeden önce daha fazlasını yapmalarını istedi.",
    "pl": "Prezydent powiedział we wtorek, że Turcja wyśle Ukrainie dodatkową pomoc, i poprosił sojuszników, aby zrobili "
    "więcej przed nadejściem zimy w całym regionie.",
    "ru": "Министр подал в отставку",
    "uk": "Президент заявив у вівторок, що Туреччина надішле Україні додаткову допомогу",
    "ar": "استقال الوزير بعد التصويت",
    "zh": "部长在投票后辞职",
    "el": "Ο υπουργός παραιτήθηκε μετά την ψηφοφορία",
}


@pytest.mark.parametrize("text", ENGLISH, ids=lambda text: ascii(text)[:40])
def test_english_passes(text: str) -> None:
    check_english(text)
    check_english(text * 3)


@pytest.mark.parametrize("language", OTHER)
def test_other_language_is_named(language: str) -> None:
    with pytest.raises(LanguageError) as refused:
        check_english(OTHER[language])
    assert refused.value.language == language
    assert refused.value.sentence.startswith("The text is not in English but, it seems, in ")


def test_long_article_is_judged_by_its_beginning_middle_and_end() -> None:
    check_english("Bonjour. " + "The minister said that the vote had been lost by his party. " * 2_000)
    with pytest.raises(LanguageError):
        check_english("Good morning. " + (OTHER["fr"] + " ") * 2_000)
