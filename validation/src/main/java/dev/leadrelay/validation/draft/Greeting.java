package dev.leadrelay.validation.draft;

import dev.leadrelay.validation.text.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The greeting that a message begins with. */
record Greeting(String text, List<String> names) {
    private static final Pattern OPENING = Pattern.compile(
            "\\s*(?:Hi|Hello|Hey|Dear|Greetings|Good (?:morning|afternoon|evening|day)"
                    + "|Hallo|Guten (?:Tag|Morgen|Abend)|Sehr geehrte[rs]?|Geehrte[rs]?|Liebe[rs]?|Moin|Servus|Grüezi|Gr(?:ü|ue)(?:ß|ss) Gott"
                    + "|Bonjour|Cher|Chère|Chers|Madame|Monsieur|Hola|Estimad[oa]s?|Querid[oa]|Buenos días|Buenas tardes)"
                    + "(?![\\p{L}])[ \\t\\u00A0]*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern TITLE_DOT = Pattern.compile(
            "\\b(Mr|Mrs|Ms|Mx|Dr|Prof|M|Mme|Mlle|Sr|Sra|Srta|St|Jr|\\p{Lu})\\.", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern END = Pattern.compile("[,!:;.\\n\\r—–(]|$");
    private static final int LONGEST = 80;

    /** Words in a greeting that name nobody. */
    private static final Set<String> NEUTRAL = Set.of(
            "mr",
            "mrs",
            "ms",
            "mx",
            "miss",
            "dr",
            "prof",
            "professor",
            "sir",
            "madam",
            "or",
            "and",
            "there",
            "team",
            "all",
            "everyone",
            "colleague",
            "colleagues",
            "folks",
            "again",
            "the",
            "at",
            "from",
            "hiring",
            "manager",
            "herr",
            "herrn",
            "frau",
            "doktor",
            "damen",
            "herren",
            "und",
            "zusammen",
            "kollegen",
            "kolleginnen",
            "kollege",
            "kollegin",
            "liebes",
            "liebe",
            "lieber",
            "das",
            "von",
            "der",
            "an",
            "alle",
            "geehrte",
            "geehrter",
            "sehr",
            "dipl",
            "ing",
            "mag",
            "phil",
            "nat",
            "rer",
            "med",
            "jur",
            "ihr",
            "m",
            "mme",
            "mlle",
            "madame",
            "monsieur",
            "messieurs",
            "mesdames",
            "a",
            "tous",
            "toutes",
            "equipe",
            "l",
            "de",
            "et",
            "sr",
            "sra",
            "srta",
            "senor",
            "senora",
            "senorita",
            "equipo",
            "todos",
            "todas",
            "don",
            "dona",
            "y",
            "del",
            "day",
            "morning",
            "afternoon",
            "i",
            "jr",
            "ii",
            "iii",
            "phd",
            "mba");

    /** The greeting of a body; null when it does not begin with one that is known. */
    static @Nullable Greeting of(String body) {
        Matcher opening = OPENING.matcher(body);
        if (!opening.lookingAt()) {
            return null;
        }
        String rest = body.substring(opening.end(), Math.min(body.length(), opening.end() + LONGEST));
        String undotted = TITLE_DOT.matcher(rest).replaceAll("$1 ");
        Matcher end = END.matcher(undotted);
        String addressed = end.find() ? undotted.substring(0, end.start()) : undotted;
        return new Greeting((opening.group() + addressed).strip(), names(addressed));
    }

    /** Words of the greeting that name someone, up to the first word of a sentence that runs on. */
    private static List<String> names(String addressed) {
        List<String> names = new ArrayList<>();
        for (String word : addressed.strip().split("[\\s\\u00A0]+", -1)) {
            if (word.isEmpty()) {
                continue;
            }
            boolean neutral = NEUTRAL.containsAll(Folding.words(word));
            boolean lower = Character.isLowerCase(word.codePointAt(0));
            if (lower && !neutral && !names.isEmpty() && !isParticle(word)) {
                break;
            }
            if (!neutral && !isParticle(word)) {
                names.add(word);
            }
        }
        return names;
    }

    static boolean isParticle(String word) {
        return switch (word) {
            case "von",
                    "van",
                    "der",
                    "den",
                    "de",
                    "da",
                    "di",
                    "del",
                    "la",
                    "le",
                    "zu",
                    "zur",
                    "vom",
                    "bin",
                    "al",
                    "ten",
                    "ter" -> true;
            default -> false;
        };
    }

    static boolean isNeutral(String foldedWord) {
        return NEUTRAL.contains(foldedWord);
    }
}
