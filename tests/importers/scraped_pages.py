# ruff: noqa: E501 - a paragraph is one line
"""Artificial pages as scraping leaves them, in several shapes and languages: each paragraph with the kind it has."""

PAGES: dict[str, str] = {
    "de": """
furniture | Zum Inhalt springen

furniture | Eilmeldung

furniture | Politik

heading   | Stadtrat beschließt neue Regeln für den Hafen

credit    | Von Anna Beispiel

credit    | 27. Januar 2021, 10:30 Uhr

caption   | Der Hafen im Norden der Stadt bei Sonnenaufgang.

paragraph | Der Stadtrat hat am Mittwoch neue Regeln für den Hafen beschlossen, teilte die Verwaltung mit. Sie gelten ab dem kommenden Jahr für alle Schiffe.

furniture | Lesen Sie auch: Was der Hafen kostet

furniture | Mehr zum Hafen

furniture | Lesen Sie unsere Berichterstattung über den Hafen und folgen Sie unserem Kanal.

paragraph | Lesen Sie diese Zeile noch einmal, sagte der Bürgermeister, dann verstehen Sie den Beschluss.

furniture | Anzeige

paragraph | Die Opposition kritisierte den Beschluss. Sie will im März darüber abstimmen lassen, wie ihr Sprecher sagte.

credit    | Mit Material von dpa

furniture | Wir sind eine unabhängige Redaktion und berichten für unsere Leserinnen und Leser aus der Region.
""",
    "fr": """
furniture | Aller au contenu
furniture | Accueil
furniture | Partager

heading   | Le conseil adopte de nouvelles règles pour le port

credit    | Par Jeanne Exemple
credit    | Publié le 27 janvier 2021 à 10h30

paragraph | Le conseil municipal a adopté mercredi de nouvelles règles pour le port, selon la mairie. Elles entreront en vigueur l'an prochain.

furniture | Lire aussi : Combien coûte le port

paragraph | « Nous avons besoin de journalistes indépendants », a déclaré le maire à la fin de la séance, devant la presse.

credit    | (avec AFP)
""",
    "es": """
furniture | Ir al contenido

furniture | Última hora

heading   | El puerto tendrá nuevas normas

credit    | Por Juan Ejemplo

paragraph | El ayuntamiento aprobó el miércoles nuevas normas para el puerto, según informó la alcaldía. Entrarán en vigor el próximo año.

furniture | Compartir en Facebook

paragraph | La oposición anunció que votará en contra, dijo su portavoz. El debate seguirá en marzo.

credit    | Con información de EFE
""",
    "ru": """
furniture | Перейти к содержанию

furniture | Срочные новости

heading   | Городской совет принял новые правила для порта

caption   | Порт на севере города на рассвете.

paragraph | Городской совет принял в среду новые правила для порта, сообщили в администрации. Они вступят в силу в следующем году для всех судов.

furniture | Читайте также: Сколько стоит порт

furniture | Подписывайтесь на наш канал в Телеграме, чтобы следить за новостями.

paragraph | Оппозиция заявила, что будет голосовать против. Обсуждение продолжится в марте.

credit    | По материалам Интерфакс
""",
    "ar": """
furniture | انتقل إلى المحتوى

furniture | الأكثر قراءة

heading   | مجلس المدينة يقر قواعد جديدة للميناء

credit    | بقلم: مثال مثالي

paragraph | أقر مجلس المدينة يوم الأربعاء قواعد جديدة للميناء، وفق ما أعلنت الإدارة. وتدخل القواعد حيز التنفيذ في العام المقبل.

furniture | اقرأ أيضا: كم يكلف الميناء

paragraph | وقالت المعارضة إنها ستصوت ضد القرار. وسيستمر النقاش في مارس.

credit    | المصدر: رويترز
""",
    "zh": """
furniture | 跳转到内容

furniture | 突发新闻

heading   | 市议会通过港口新规定

credit    | 2021年1月27日 10:30

paragraph | 市议会周三通过了港口的新规定，市政府表示，新规定将于明年生效，适用于所有船只。

furniture | 延伸阅读：港口的费用

paragraph | 反对派表示将投反对票。讨论将在三月继续进行。

credit    | 来源：新华社
""",
    "kicker": """
furniture | POLITICS

heading   | Council agrees new harbour rules

credit    | By ANN EXAMPLE and BOB SAMPLE

credit    | Updated January 28, 2021 9:15 AM EST
credit    | Published January 27, 2021 at 10:30 AM

paragraph | LONDON (Reuters) - The council agreed new rules for the harbour on Wednesday, a spokesman said, after a long debate.

paragraph | "It is a good day for all of us," said the mayor.

paragraph | What happens next

paragraph | The rules will come into force next year and apply to every ship that is longer than twelve metres, the council said.

credit    | (Reporting by Ann Example in London and Bob Sample in Hull; Editing by Cara Test)
""",
    "read": """
heading   | The committee met on Monday

paragraph | Read the minutes carefully, the chair told members, and you will see that nothing was decided.

paragraph | Share prices fell.

paragraph | Read, 45, was the only one to object. He said our coverage of the meeting had been poor.

paragraph | We need independent journalism, and we need it now more than ever before.
""",
}
