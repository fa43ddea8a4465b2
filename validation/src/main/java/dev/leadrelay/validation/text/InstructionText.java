package dev.leadrelay.validation.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds text that is addressed to a language model: in notes, web pages and records it is somebody's attempt to give orders. It looks for
 * the forms such orders take, not for their meaning, and will miss some; what they ask for then still has to pass the gates. Pure.
 */
public final class InstructionText {
    /** What stands in place of text that was left out. */
    public static final String LEFT_OUT = "[left out: text addressed to a model]";

    private static final String MODEL =
            "(?:ai|llms?|gpt[-\\w]*|chat ?gpt|language models?|(?:ai|virtual|digital|writing|email) (?:agents?|assistants?|systems?|models?|readers?)"
                    + "|assistants?|chat ?bots?|bots?|ki|sprachmodelle?|modele de langage|ia|modelo de lenguaje|asistentes?"
                    + "|modello linguistico|assistente|assistant|taalmodel|model jezykowy|machines?|maschinen?|macchine?|maquinas?|maszyn\\w*|programu|programy|programs?|crawlers?|scrapers?|robots?|automated (?:readers?|systems?|tools?|agents?))";

    private static final String RULES =
            "(?:instructions?|prompts?|rules?|guidelines?|directions?|directives?|orders?|constraints?|restrictions?|polic(?:y|ies)"
                    + "|safeguards?|checks?|context|messages?|anweisung\\w*|regeln|vorgaben|instrukt\\w*|consignes?|regles?"
                    + "|instruccion\\w*|reglas|istruzion\\w*|regole|instructies|regels|polecen\\w*|instrukcj\\w*|zasad\\w*)";

    private static final String ASIDE =
            "(?:ignor\\w*|disregard\\w*|forget|overrid\\w*|bypass\\w*|discard|skip|neglect|supersede\\w*|replaces?"
                    + "|do not (?:follow|obey)|stop following|vergiss|vergesst|missacht\\w*|oublie\\w*|olvid\\w*|dimentic\\w*"
                    + "|negeer\\w*|vergeet|zignoruj|pomin|zapomnij)";

    private static final String TASK =
            "(?:email|emails|e-?mails?|mails?|ps|messages?|drafts?|letters?|outreach|subject(?: lines?)?|body|greetings?|salutations?|signatures?|footers?"
                    + "|p\\.?s|postscripts?|repl(?:y|ies)|responses?|answers?|outputs?|scor(?:e|es|ing)|ratings?|levels?|tiers?"
                    + "|criteri(?:on|a)|confidence|claims?|evidence|json|fields?|prompts?|instructions?|tools?|fetch_page|search_web"
                    + "|words?|texts?|wort|worte|satz|mots?|phrases?|texte|palabra|frase|texto|parola|testo|woord|zin|tekst|tekscie|slowo|zdanie"
                    + "|verbatim|word for word|paragraphs?|sentences?|opening|closing|line|nachricht(?:en)?|betreff(?:zeile)?|entwurf"
                    + "|anschreiben|antwort(?:en)?|bewertung\\w*|stufe|grusszeile|courriel|objet|reponse|niveau|correo|mensaje|asunto"
                    + "|respuesta|puntuacion|nivel|messaggio|oggetto|risposta|punteggio|livello|bericht|onderwerp|antwoord"
                    + "|wiadomosc\\w*|temat\\w*|odpowied\\w*)";

    private static final String ORDER =
            "(?:include|add|insert|append|prepend|put|place|write|mention|say|state|claim|assert|report|output|print|respond|reply|answer"
                    + "|return|rate|score|set|give|assign|choose|select|pick|mark|make sure|ensure|be sure|use|visit|open|fetch|call"
                    + "|browse|follow|download|load|request|send|forward|translate|start|begin|end|finish|close|sign|address|greet|tell"
                    + "|reveal|repeat|show|list|quote|cite|pretend|act|behave|treat|consider|classify|replace|swap|change|remember|note"
                    + "|copy|paste|work|weave|drop|slip|recommend|refer|point|invite|ask|remind|don't|do not|never|always|mind"
                    + "|fuge|ergange|erganze|schreibe?|erwahne?|nenne|setze|verwende|nutze|gib|wahle|antworte|bewerte|ubernimm"
                    + "|ajoute[zr]?|ecri(?:s|vez|re)|mentionne[zr]?|insere[zr]?|utilise[zr]?|indique[zr]?|reponde?[zs]?"
                    + "|incluy[ae]|anad[ae]|escrib[ae]|mencion[ae]|inserta|usa|responde|aggiungi|scrivi|inserisci|menziona|includi"
                    + "|rispondi|voeg|schrijf|vermeld|gebruik|antwoord|dodaj|napisz|wspomnij|umiesc|uzyj|odpowiedz)";

    private static final String LEAD_IN =
            "(?:^|[.;:!?,(>\"'\\[\\u2013\\u2014|*#-]\\s*|\\b(?:and|then|please|pls|plz|must|should|shall|also|always|never|kindly|now|you|just|simply"
                    + "|next|finally|first|instead|will|to|und|bitte|dann|et|puis|veuillez|merci de|y|luego|por favor|e|poi"
                    + "|per favore|en|alsjeblieft|i|prosze)\\s+)";

    private static final String MUST =
            "(?:must|should|shall|ha(?:s|ve) to|needs? to|is to|are to|ought to|always|muss|mussen|soll|sollen|doi(?:t|vent)|deb(?:e|en|ono)"
                    + "|deve|moet(?:en)?|musi)";

    private static final String WORKING =
            "(?:writ(?:e|ing)|draft(?:ing)?|compos(?:e|ing)|scor(?:e|ing)|rat(?:e|ing)|summari[sz](?:e|ing)|generat(?:e|ing)|contact(?:ing)?"
                    + "|answer(?:ing)?|respond(?:ing)?|quot(?:e|ing)|cit(?:e|ing)|introduc(?:e|ing)|present(?:ing)?|describ(?:e|ing)|refer(?:ring)?|schreib\\w*|verfass\\w*|redig\\w*|ecri\\w*|escrib\\w*|scriv\\w*|schrijf\\w*|pisz\\w*)";

    /** Marks of roles, fences and answers: hardly any prose has them, whatever its words. */
    private static final Pattern MARKUP = Pattern.compile(
            "<\\|\\w|\\[/?(?:inst|system|assistant|user)\\]|\\{\\{?\\s*(?:system|prompt|user)"
                    + "|</?\\s*(?:system|assistant|user|developer|instructions?|lead|evidence|profile|claims?|prompt|data|violations|seller|score"
                    + "|tool\\w*)\\b[^>]{0,40}>"
                    + "|\"(?:role|content|tool_calls?|function|arguments|claims|criteria|statement|subject|body)\"\\s*:");

    private static final List<OrderForm> FORMS = List.of(
            new OrderForm(
                    "(?:^|\\n|[.!?] )\\W{0,4}(?:system|assistant|developer|user|human|ai)"
                            + "(?: (?:prompt|message|note|update|override|notice))?\\s*:",
                    "system|assistant|developer|user|human|ai"),
            new OrderForm(
                    "\\b(?:begin|end|start|new|updated?|additional|real|actual) (?:of )?(?:the )?(?:system )?(?:prompt|instructions?)\\b"
                            + "|\\bsystem ?(?:prompt|override|message|instruction|notice|update)s?\\b|\\bprompt injection\\b"
                            + "|\\bdeveloper mode\\b|\\bjailbreak\\b",
                    "prompt|instructions|system|developer|jailbreak"),
            new OrderForm("\\b" + ASIDE + "\\b.{0,50}\\b" + RULES + "\\b", ASIDE, RULES),
            new OrderForm(
                    "\\b(?:if|when|as|since|because) you(?: a|')re (?:an? |the )?" + MODEL
                            + "\\b|\\byou are (?:now|no longer|an? |the )\\s*(?:" + MODEL
                            + "|free|bound|in |helpful|unrestricted|acting|going to)"
                            + "|\\b(?:si (?:eres|usted es|vous etes|tu es)|wenn (?:du|sie) ein\\w*|falls (?:du|sie) ein\\w*|se (?:sei|lei e)|als (?:je|jij|u) een"
                            + "|jesli jestes)\\b.{0,12}\\b" + MODEL + "\\b",
                    "you|si|wenn|falls|se|als|jesli"),
            new OrderForm(
                    "\\b(?:dear|hey|hello|hi|attention|(?:note|message|memo) (?:to|for)|to|for|an|fur|pour|a l'attention|para|per|voor|dla"
                            + "|nota|hinweis|achtung|liebe[rs]?)\\W{1,3}(?:an? |the |all |any |every |our |your |die |das |alle |les |l'|el "
                            + "|la |los |il |gli |de |het )?" + MODEL
                            + "\\b(?! (?:for|that|to help|which|software|platform|solution|powered|based|technology|startup|company"
                            + "|services?)\\b)"
                            + "|(?:^|[.!?\\n] ?)\\W{0,4}(?:all |any |every )?" + MODEL + "s?\\s*[:,!]"
                            + "|\\b" + MODEL + "s?\\b.{0,40}\\b(?:" + MUST
                            + "|are (?:required|instructed|asked|requested|advised|expected) to|is (?:required|instructed|asked|requested) to"
                            + "|(?:reading|processing|summari[sz]ing|parsing|evaluating) this)\\b",
                    MODEL),
            new OrderForm(
                    "\\b(?:whoever|whatever|anyone|any system|the system|the program|the software) (?:that |who |which )?(?:reads?"
                            + "|process(?:es)?|pars(?:es)?|generat(?:es|ing)|writ(?:es|ing)|draft(?:s|ing)|scor(?:es|ing)) (?:this|the)\\b",
                    "whoever|whatever|anyone|any|the"),
            new OrderForm(
                    "\\b(?:notice|notes?|hints?|information|info|memo|message|remark|instructions?) (?:for|to) (?:all |any |the |every )?(?:\\w+ )?"
                            + "(?:software|programs?|programmes?|systems?|machines?|tools?|engines?|bots?|models?|raters?|readers?|writers?)\\b",
                    "notice|note|notes|hint|hints|information|info|memo|message|remark|instruction|instructions"),
            new OrderForm(
                    "\\b(?:lowest|highest|best|worst|top|maximum|minimum|full) (?:possible )?(?:grades?|levels?|scores?|marks?|ratings?|tiers?|points)\\b.{0,40}"
                            + "\\b(?:correct|right|appropriate|each|every|all|everywhere|throughout|everything)\\b",
                    "lowest|highest|best|worst|top|maximum|minimum|full"),
            // Whoever writes is told what to write.
            new OrderForm(
                    "\\b(?:whoever|whosoever|(?:any(?:one|body)|every(?:one|body)|all|people|those|persons?) (?:who|that)|wer|jeder,? der|alle,? die"
                            + "|toute personne|quiconque|ceux qui|chi|chiunque|quien|quienes|wie|iedereen die|kto|kazdy,? kto)\\b.{0,40}\\b"
                            + "(?:writ\\w+|rat(?:e|es|ing)|scor\\w+|answer\\w*|repl\\w+|quot\\w+|contact\\w*|draft\\w*|mention\\w*|schreib\\w*|bewert\\w*"
                            + "|antwort\\w*|redig\\w*|ecri\\w*|scriv\\w*|escrib\\w*|schrijf\\w*|pisz\\w*)\\b",
                    "whoever|whosoever|anyone|anybody|everyone|everybody|all|people|those|person|persons|wer|jeder|alle|toute|quiconque|ceux"
                            + "|chi|chiunque|quien|quienes|wie|iedereen|kto|kazdy"),
            // A piece of text is named and then given.
            new OrderForm(
                    "\\b(?:words?|phrase|sentence|line|slogan|motto|greeting|salutation|opening|closing|sign-?off|password|code ?word|wort|worte|worten|satz"
                            + "|zeile|gruss|losung|mots?|ligne|palabras?|frase|linea|parol[ae]|riga|woord(?:en)?|zin|regel|slow(?:o|a|em)|zdani[ea])"
                            + "\\b\\s{0,2}[:,]?\\s{0,2}[\\u201e\\u201c\\u201d\"'\\u00ab\\u00bb\\u2018\\u201a]",
                    "words|word|phrase|sentence|line|slogan|motto|greeting|salutation|opening|closing|sign|signoff|password|code|codeword|wort|worte|worten"
                            + "|satz|zeile|gruss|losung|mot|mots|ligne|palabra|palabras|frase|linea|parola|parole|riga|woord|woorden|zin|regel|slowo|slowa"
                            + "|slowem|zdanie|zdania"),
            new OrderForm(
                    "\\b(?:fetch_page|search_web|company_records|tool_calls?|function_calls?)\\b",
                    "fetch|search|company|tool|function"),
            new OrderForm(
                    "\\b(?:your|deine?n?|ihre?n?|votre|vos|tu|tus|su|tuo|tua|jouw|je|twoj\\w*) (?:new )?(?:task|role|instructions?|objective"
                            + "|aufgabe|rolle|anweisung\\w*|tache|tarea|compito|taak|zadani\\w*)\\b",
                    "task|role|instructions|objective|aufgabe|rolle|anweisung|tache|tarea|compito|taak|zadani"),
            new OrderForm(
                    "\\b(?:when(?:ever)?|while|before|after|wenn|beim|quand|lorsque|cuando|quando|wanneer|kiedy)\\b.{0,25}\\b"
                            + WORKING + "\\b.{0,70}\\b" + ORDER + "\\b",
                    "when|while|before|after|wenn|beim|quand|lorsque|cuando|quando|wanneer|kiedy",
                    WORKING,
                    ORDER),
            new OrderForm(
                    "\\bthe (?:correct|right|only|expected|required|proper|appropriate) (?:answer|response|output|score|rating|level|tier|claim)"
                            + " (?:is|must|should|for|here)\\b",
                    "correct|right|only|expected|required|proper|appropriate"),
            new OrderForm(
                    LEAD_IN + ORDER + "\\b(?! (?:us|me|uns|mich|nous)\\b)(?:[^.!?\\n]|[.!?](?=\\S)){0,140}\\b" + TASK
                            + "\\b",
                    ORDER,
                    TASK),
            new OrderForm(
                    "\\b" + TASK + "\\b(?:[^.!?\\n]|[.!?](?=\\S)){0,80}\\b" + MUST
                            + " (?:also |always |then |first |only )?(?:be|say|contain|include|mention"
                            + "|start|begin|end|use|state|read|have|carry|link|point|close|open|name|refer|enthalten|erwahnen|lauten"
                            + "|contenir|mentionner|contener|incluir|contenere|bevatten|vermelden|zawierac)\\b",
                    TASK,
                    MUST));

    private static final int SHORTEST_CODE = 40;

    private static final Pattern SPACED =
            Pattern.compile("(?:(?<![\\p{L}\\p{N}])\\p{L}[ .\\-_*]{1,3}){5,}\\p{L}(?![\\p{L}\\p{N}])");
    private static final Pattern BLOCK = Pattern.compile("\\R+");

    /** The same quotes are looked at by several checks, gates and leads of one company. */
    private static final int MOST_KNOWN = 10_000;

    private static final int LONGEST_KNOWN = 2_000;
    private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

    private InstructionText() {}

    /** True when any block of the text is addressed to a model. */
    public static boolean isSuspicious(String text) {
        Boolean known = KNOWN.get(text);
        if (known != null) {
            return known;
        }
        boolean suspicious =
                isSuspiciousBlock(text) || BLOCK.splitAsStream(text).anyMatch(InstructionText::isSuspiciousBlock);
        if (text.length() <= LONGEST_KNOWN) {
            if (KNOWN.size() >= MOST_KNOWN) {
                KNOWN.clear();
            }
            KNOWN.put(text, suspicious);
        }
        return suspicious;
    }

    /** The blocks (runs of lines) that are not addressed to a model, each as it stands in the text. */
    public static List<String> clean(String text) {
        if (!isSuspicious(text)) {
            return List.of(text);
        }
        List<String> clean = new ArrayList<>();
        for (String block : BLOCK.split(text)) {
            if (!block.isBlank() && !isSuspiciousBlock(block)) {
                clean.add(block.strip());
            }
        }
        // An order may be spread over lines that look innocent one by one.
        return clean.isEmpty() || isSuspiciousBlock(String.join("\n", clean)) ? List.of() : clean;
    }

    /** The text with a note in place of its suspicious blocks; the same text when it has none. */
    public static String without(String text) {
        if (!isSuspicious(text)) {
            return text;
        }
        List<String> clean = clean(text);
        return clean.isEmpty() ? LEFT_OUT : LEFT_OUT + "\n" + String.join("\n", clean);
    }

    private static boolean isSuspiciousBlock(String block) {
        if (mayBeEncoded(block) && Decoded.of(block).stream().anyMatch(InstructionText::hasForm)) {
            return true;
        }
        return hasForm(block);
    }

    /** Code is a long run without a space, or of pairs. */
    private static boolean mayBeEncoded(String block) {
        int run = 0;
        for (int i = 0; i < block.length(); i++) {
            char c = block.charAt(i);
            boolean pairs =
                    (c == ' ' || c == ':') && i >= 3 && isHex(block.charAt(i - 1)) && isHex(block.charAt(i - 2));
            run = c > ' ' && c < 128 || pairs ? run + 1 : 0;
            if (run >= SHORTEST_CODE) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0;
    }

    private static boolean hasForm(String block) {
        if (block.indexOf('\u202D') >= 0 || block.indexOf('\u202E') >= 0) {
            // Turns the order of letters round for readers, not for programs.
            return true;
        }
        if (LookAlikes.mixesScripts(block)) {
            return true;
        }
        String plain = plain(block);
        if (SPACED.matcher(plain).find()) {
            // Nobody spells whole sentences but to get them past a search.
            return true;
        }
        if (plain.indexOf('<') >= 0 || plain.indexOf('[') >= 0 || plain.indexOf('{') >= 0 || plain.indexOf('"') >= 0) {
            if (MARKUP.matcher(plain).find()) {
                return true;
            }
        }
        Set<String> marks = OrderForm.marks(Folding.split(plain));
        return FORMS.stream().anyMatch(form -> form.isIn(plain, marks));
    }

    /** Folded, without what only serves to hide words from a search: invisible characters and look-alikes. */
    static String plain(String text) {
        return Folding.fold(LookAlikes.latin(visible(text)));
    }

    /** The text without characters that nobody sees. */
    static String visible(String text) {
        return text.codePoints().anyMatch(InstructionText::isInvisible)
                ? text.codePoints()
                        .filter(c -> !isInvisible(c))
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining())
                : text;
    }

    private static boolean isInvisible(int c) {
        return c > 0x7F
                && (c == 0x00AD
                        || c >= 0x200B && c <= 0x200F
                        || c >= 0x202A && c <= 0x202E
                        || c >= 0x2060 && c <= 0x206F
                        || c == 0xFEFF
                        || c >= 0xFE00 && c <= 0xFE0F
                        || c >= 0xE0000 && c <= 0xE01EF);
    }
}
