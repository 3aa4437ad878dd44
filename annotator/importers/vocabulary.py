# ruff: noqa: E501 - signs of twice the width
"""The words by which the rules of `furniture.py` know what is not the article, language by language.

A rule fires on a whole line or on how it begins, never on a word somewhere inside: an article may speak of anything."""

# Whole lines of navigation, sharing and advertising, in lower case and without punctuation at the ends.
PHRASES = frozenset(
    phrase.strip()
    for phrases in (
        # English
        "accessibility links|skip to content|skip to main content|skip to navigation|breaking news"
        "|latest news|top stories"
        "|most read|most popular|most viewed|trending|trending now|editors picks|editor's picks|related"
        "|related articles"
        "|related stories|related topics|related content|recommended|recommended for you|more on this story"
        "|more stories"
        "|read more|show more|load more|see more|see also|read also|menu|main menu|search|home|homepage"
        "|share|share this"
        "|share this article|share this story|share on facebook|share on twitter|share on x|share via email|copy link"
        "|link copied|tweet|print|print this page|email|comment|comments|leave a comment|view comments|subscribe"
        "|subscribe now|sign in|sign up|log in|login|register|newsletter|newsletters|advertisement|advertising"
        "|sponsored|sponsored content|paid content|article continues below|article continues after advertisement"
        "|story continues below|story continues below advertisement|back to top|cookie policy|cookie settings"
        "|privacy policy|terms of use|terms of service|terms and conditions|contact us|about us|follow us"
        "|all rights reserved|tags|topics|listen to this article|watch live|live updates|image|photo|video|gallery"
        "|enlarge image|view image|close|next article|previous article|no comments|get the app|download the app|ad feedback|see all topics|related article|related story",
        # German
        "zum inhalt springen|zum inhalt|zur navigation springen|zur suche|hauptmenü|menü|suche|startseite|anmelden"
        "|abonnieren|jetzt abonnieren|newsletter abonnieren|teilen|artikel teilen|drucken|artikel drucken|merken"
        "|kommentare|kommentar schreiben|anzeige|werbung|mehr zum thema|mehr lesen|weiterlesen|lesen sie auch"
        "|meistgelesen|meistgelesene artikel|das könnte sie auch interessieren|ähnliche artikel|eilmeldung"
        "|aktuelle nachrichten|impressum|datenschutz|datenschutzerklärung|cookie-einstellungen|nach oben|themen|bild"
        "|schlagzeilen|alle rechte vorbehalten|auf facebook teilen|per e-mail teilen|link kopieren|folgen sie uns",
        # French
        "aller au contenu|aller au contenu principal|accueil|menu principal|recherche|rechercher|se connecter"
        "|s'abonner|abonnez-vous|partager|partager l'article|imprimer|commentaires|publicité|lire aussi|à lire aussi"
        "|lire plus|lire la suite|sur le même sujet|les plus lus|articles liés|dernières nouvelles|à la une|en direct"
        "|mentions légales|politique de confidentialité|gérer les cookies|haut de page|nous suivre|suivez-nous"
        "|tous droits réservés|partager sur facebook|envoyer par e-mail|réagir",
        # Spanish and Portuguese
        "saltar al contenido|ir al contenido|ir al contenido principal|inicio|menú|menú principal|buscar"
        "|iniciar sesión"
        "|suscríbete|suscríbase|suscribirse|compartir|imprimir|comentarios|publicidad|lea también|lee también"
        "|leer más|ver más|más leídas|lo más leído|noticias relacionadas|te puede interesar|última hora|síguenos"
        "|aviso legal|política de privacidad|política de cookies|todos los derechos reservados"
        "|compartir en facebook|ir para o conteúdo|pular para o conteúdo|página inicial|compartilhar|leia também"
        "|leia mais|mais lidas|publicidade|comentários|assine|todos os direitos reservados",
        # Russian and Ukrainian
        "ссылки для упрощенного доступа|ссылки доступности|перейти к содержанию"
        "|перейти к основному содержанию|главная"
        "|меню|поиск|поделиться|распечатать|печать|комментарии|оставить комментарий|подписаться|подписка|войти"
        "|регистрация|реклама|читайте также|читать далее|читать дальше|смотрите также|новости по теме|по теме"
        "|материалы по теме|самое читаемое|популярное|последние новости|срочные новости|срочная новость"
        "|главные новости"
        "|все права защищены|политика конфиденциальности|наверх|темы|теги|поділитися|читайте також|головна",
        # Arabic and Persian
        "انتقل إلى المحتوى|تخطى إلى المحتوى|الانتقال إلى المحتوى|روابط الوصول|الرئيسية|الصفحة الرئيسية|القائمة|بحث"
        "|البحث|شارك|مشاركة|مشاركة على فيسبوك|طباعة|تعليقات|التعليقات|اشترك|اشترك الآن|تسجيل الدخول|إعلان|إعلانات"
        "|اقرأ أيضا|اقرأ أيضاً|اقرأ المزيد|مواضيع ذات صلة|أخبار ذات صلة|الأكثر قراءة|عاجل|أخبار عاجلة|آخر الأخبار"
        "|جميع الحقوق محفوظة|سياسة الخصوصية|تابعنا|رفتن به محتوا|جستجو|خانه",
        # Chinese and Japanese
        "跳转到内容|跳至内容|跳到主要内容|无障碍链接|無障礙鏈接|首页|首頁|菜单|菜單|搜索|搜尋|分享|分享到微信|分享到微博"
        "|打印|評論|评论|发表评论|登录|登入|注册|订阅|訂閱|广告|廣告|相关阅读|相关新闻|相關新聞|延伸阅读|延伸閱讀|推荐阅读"
        "|阅读更多|更多新闻|热门新闻|最新消息|最新新闻|突发新闻|即时新闻|版权所有|隐私政策|返回顶部|关注我们"
        "|メニュー|検索|ホーム|シェア|関連記事|広告|続きを読む|コメント",
    )
    for phrase in phrases.split("|")
)

# How lines of furniture begin, whatever follows.
LABELS = (
    "read more:", "read also:", "see also:", "related:", "more:", "watch:", "listen:", "also read:",
    "more on this story:", "© ", "(c) 2", "copyright ©", "copyright 2", "this website uses cookies", "we use cookies",
    "advertisement:", "tags:", "topics:", "schlagworte:", "mots-clés :", "etiquetas:", "теги:", "lesen sie auch:", "mehr zum thema:", "auch interessant:", "mehr dazu:",
    "diese website verwendet cookies", "lire aussi :", "lire aussi:", "à lire aussi :", "à lire aussi:", "voir aussi :",
    "ce site utilise des cookies", "lea también:", "lee también:", "leia também:", "te puede interesar:",
    "este sitio utiliza cookies", "читайте также:", "смотрите также:", "по теме:", "читайте також:", "اقرأ أيضا:",
    "اقرأ أيضاً:", "اقرأ أيضا :", "延伸阅读：", "延伸閱讀：", "相关阅读：", "推荐阅读：", "版权所有", "関連記事：",
)  # fmt: skip

# How requests to the reader begin; a sentence that begins so may be the article's own.
OPENINGS = ("skip to ", "share on ", "share via ", "share this ", "follow us on ", "sign up for ", "subscribe to our ")

# How longer notices begin that stand at the foot of pages.
NOTICES = (
    "© ", "copyright ©", "this website uses cookies", "we use cookies", "diese website verwendet cookies",
    "ce site utilise des cookies", "este sitio utiliza cookies",
)  # fmt: skip

# What a promotion asks for, at the start of its paragraph, and the things of a publisher that it asks it for.
ASKS = (
    r"read|follow|see|watch|listen to|check out|find|get|join|download|sign up|subscribe|explore|visit"
    r"|support|discover"
    r"|click|learn more|for more|lesen sie|folgen sie|abonnieren sie|sehen sie|hören sie|finden sie|laden sie"
    r"|hier finden"
    r"|alle|lisez|suivez|retrouvez|abonnez-vous|découvrez|écoutez|téléchargez|consultez|inscrivez-vous|lea"
    r"|lee|siga|sigue"
    r"|suscríbase|suscríbete|consulte|consulta|descargue|descubra|vea|leia|siga|assine|acompanhe|читайте"
    r"|подписывайтесь"
    r"|следите|смотрите|слушайте|скачайте|присоединяйтесь|подпишитесь|اقرأ|اقرأوا|تابع|تابعوا|اشترك|اشتركوا|شاهد|حمل"
    r"|阅读|閱讀|关注|關注|订阅|訂閱|下载|下載|点击|點擊|查看|收看"
)
OFFERS = (
    r"\bour (?:\w+ ){0,3}(?:coverage|newsletters?|podcasts?|app|live ?blog|channels?|reporting|stories"
    r"|journalism|briefing"
    r"|series|page|special report|website)\b|\bmore (?:of our )?(?:stories|coverage|news) (?:on|about|from|here)\b"
    r"|\bunser(?:e|en|em|er)? (?:\w+ ){0,3}(?:berichterstattung|newsletter|podcast|app|dossier|liveblog|kanal"
    r"|themenseite)"
    r"|\bnotre (?:\w+ ){0,3}(?:couverture|newsletter|infolettre|podcast|application|dossier|direct|chaîne)"
    r"|\bnos (?:\w+ ){0,3}(?:articles|newsletters|podcasts|dossiers|alertes)"
    r"|\bnuestr[oa]s? (?:\w+ ){0,3}(?:cobertura|boletín|boletines|podcast|aplicación|canal|especial|noticias)"
    r"|\bnoss[oa]s? (?:\w+ ){0,3}(?:cobertura|boletim|newsletter|podcast|canal|especial)"
    r"|\bнаш(?:и|у|ем|ей|его|их|а|е)?\b.{0,40}(?:телеграм|канал|рассылк|подкаст|приложени|спецпроект|репортаж"
    r"|материал)"
    r"|(?:تغطيتنا|نشرتنا|تطبيقنا|قناتنا|موقعنا|صفحتنا)"
    r"|(?:我们的|我們的|本报|本站|本網|本台).{0,12}(?:报道|報道|报导|電子報|通讯|公众号|频道|頻道|应用|專題|专题|客户端)"
)

# First-person words of an organisation, and what a news organisation says it does.
FIRST_PERSON = (
    r"\b(?:we|our|us|wir|unser\w*|uns|nous|notre|nos|nosotros|nuestr\w+|nós|nosso?s?|nossa|мы|наш\w*|нас)\b"
    r"|نحن|لدينا|جمهورنا|قراءنا|قرائنا|صحفيينا|مراسلينا|نقدم|我们|我們|本报|本报社|本站|本台"
)
MEDIA_WORDS = (
    r"\b(?:news|newsrooms?|journalists?|journalism|reporters?|readers|broadcaster|non-?profit|newspaper|uncensored"
    r"|independent|nachrichten\w*|journalist\w*|redaktion\w*|leser\w*|unabhängig\w*|zeitung|journalistes?|rédaction"
    r"|lecteurs|lectrices|indépendant\w*|média|noticias|periodis\w+|redacción|lectores|independiente\w*|jornalis\w+"
    r"|redação|leitores|независим\w+|журналист\w*|редакци\w+|новост\w+|читател\w+|издани\w+)\b"
    r"|الصحافة|صحفي|صحافة|أخبار|مستقل|القراء|新闻|新聞|记者|記者|报道|報道|读者|讀者|独立|媒体"
)
SERVES = (
    r"\b(?:provid\w+|report|reports|cover|covers|publish\w*|deliver\w*|bring|rely|depend|offer|inform|berichten|liefern"
    r"|informieren|bieten|bringen|publions|informons|proposons|offrons|donnons|couvrons|informamos|ofrecemos|publicamos"
    r"|cubrimos|contamos|oferecemos|cobrimos|освеща\w+|публику\w+|рассказыва\w+|сообща\w+|предлага\w+)\b"
    r"|نقدم|ننقل|نغطي|نوفر|提供|报道|報道|致力|发布"
)
ABOUT_US = frozenset((
    "about us", "about this site", "who we are", "über uns", "wer wir sind", "à propos", "qui sommes-nous", "sobre nosotro"
    "s",
    "quiénes somos", "sobre nós", "о нас", "о проекте", "من نحن", "关于我们", "關於我們",
))  # fmt: skip

# Agencies and how a line of credit begins.
AGENCIES = (
    r"afp|ap|associated press|reuters|dpa|apa|kna|epd|sid|ats|keystone-ats|belga|anp|ansa|efe|lusa|tass"
    r"|ria novosti|interfax"
    r"|unian|ukrinform|pap|ctk|čtk|mti|tanjug|xinhua|kyodo|jiji|yonhap|pti|ani|ians|bloomberg|upi|pa media"
    r"|press association"
    r"|canadian press|aap|anadolu|aa|irna|wam|mena|afp/ap|rferl|rfe/rl|dw|тасс|риа новости|интерфакс|рейтер"
    r"|рейтерс|афп"
    r"|унiан|уніан|رويترز|فرانس برس|أ ف ب|أ\.ف\.ب|د ب أ|وكالات|新华社|新華社|中新社|中央社|路透社|法新社|美联社|共同社"
)
CREDITS = (
    r"\(?(?:with (?:additional )?reporting (?:by|from)|(?:additional )?reporting (?:by|from)|writing by"
    r"|written by|edited by"
    r"|editing by|compiled by|translated by|with (?:material|information|files) from|based on (?:reporting"
    r"|reports) by"
    r"|source:|sources:|mit material (?:von|der)|quelle:|quellen:|redaktion:|übersetz(?:t|ung)(?: von|:)|mitarbeit:"
    r"|source :|sources :|avec (?:l')?(?=afp|ap\b|reuters|belga|agences)|traduit |rédaction :"
    r"|con información de|fuente:"
    r"|fuentes:|editado por|redacción:|com informações d[aeo]|fonte:|edição:|с использованием (?:материал|информаци)"
    r"|по (?:материалам|сообщениям|информации) (?=[A-ZА-Я«])|источник:|источники:|редактор:|перевод:|المصدر:|المصدر :"
    r"|تحرير:|ترجمة:|إعداد:|来源[:：]|來源[:：]|编辑[:：]|編輯[:：]|责任编辑|责编|翻译[:：])"
)
BYLINES = r"(?:by|von|par|por|di|автор:?|авторы:?|текст:|بقلم:?|كتب:|كتبت:|作者[:：]|文[:：/／]|撰文[:：]|记者[:：]?|記者[:：]?)"

# Marks of a picture's caption, and labels of the picture itself.
PICTURE_CREDIT = (
    r"\((?:photo|photograph|image|picture|foto|bild|archiv\w*|file photo|file|crédit|photo d'archives|фото"
    r"|صورة)\b[^()]{0,80}\)\s*$"
    r"|\b(?:photo|photograph|image|picture|foto|bild|crédit photo|фото)\s?(?::|by\b|credit:)[^.]{2,60}$"
    r"|(?:/|©\s?|\bvia )(?:afp|ap|reuters|getty images|dpa|epa|picture alliance|tass|imago)[^.]{0,40}\)?\s*$"
)
PICTURE_START = r"(?:file photo|file|archivbild|symbolbild|photo d'archives|foto de archivo|фото из архива|资料图|圖為|图为)\s*[-–—:：]"

# Words by which a lead says when, or who says so; a caption says neither. Each is a pattern of its language.
TOLD = (
    r"\b(?:said|says|saying|told|announced|according to|reported|warned|monday|tuesday|wednesday|thursday"
    r"|friday|saturday"
    r"|sunday|today|yesterday|sagte|teilte|laut|zufolge|erklärte|kündigte|montag|dienstag|mittwoch|donnerstag|freitag"
    r"|samstag|sonntag|heute|gestern|a déclaré|a annoncé|selon|affirmé|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche|aujourd'hui|hier|dijo|anunció|según|informó|declaró|lunes|martes|miércoles|jueves|viernes|sábado"
    r"|domingo|hoy|ayer|disse|anunciou|segundo|afirmou|hoje|ontem|заявил\w*|сообщи\w+|рассказал\w*|говорит\w*"
    r"|по данным"
    r"|объявил\w*|понедельник|вторник|сред[уы]|четверг|пятниц[уы]|суббот[уы]|воскресенье|сегодня|вчера)\b"
    r"|\b\d{1,2}\.? (?:january|february|march|april|may|june|july|august|september|october|november|december|januar"
    r"|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre"
    r"|novembre|décembre|de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    r"|diciembre)"
    r"|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\b"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}\b(?! ?\d)"
    r"|قال|قالت|أعلن|أعلنت|أفاد|وفق|بحسب|أمس|اليوم|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد"
    r"|表示|宣布|称|稱|据|據|报道|報道|说|說|\d{1,2}日|周[一二三四五六日]|星期[一二三四五六日]"
)
