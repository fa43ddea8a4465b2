package dev.leadrelay.validation.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Compares company names across spellings and legal forms. */
public final class Companies {
    /** Legal forms as folded words. */
    public static final Set<String> LEGAL_FORMS = Set.of(
            "gmbh",
            "mbh",
            "ggmbh",
            "ag",
            "kg",
            "kgaa",
            "ohg",
            "ug",
            "se",
            "ev",
            "eg",
            "gbr",
            "haftungsbeschrankt",
            "inc",
            "incorporated",
            "ltd",
            "limited",
            "llc",
            "llp",
            "lp",
            "plc",
            "corp",
            "corporation",
            "co",
            "company",
            "sa",
            "sas",
            "sarl",
            "srl",
            "spa",
            "bv",
            "nv",
            "ab",
            "as",
            "oy",
            "oyj",
            "aps",
            "kk",
            "pty",
            "pte",
            "sl",
            "株式会社",
            "有限会社",
            "有限公司");

    private static final Set<String> FILLERS =
            Set.of("and", "und", "et", "y", "the", "of", "der", "die", "das", "group", "holding");
    private static final Pattern DOTTED = Pattern.compile("(?<=\\b\\p{L})\\.");
    private static final Pattern ASIAN_FORM = Pattern.compile("株式会社|有限会社|股份有限公司|有限公司|주식회사");

    private Companies() {}

    /** The words that tell a company from others, folded; all words when nothing else is left. */
    public static List<String> significant(String name) {
        String readable =
                DOTTED.matcher(ASIAN_FORM.matcher(name).replaceAll(" ")).replaceAll("");
        List<String> all = Folding.words(readable);
        List<String> words = new ArrayList<>(all);
        words.removeIf(word -> LEGAL_FORMS.contains(word) || FILLERS.contains(word));
        return words.isEmpty() ? all : words;
    }

    /** True when two names may be one company's: the words of one are among the other's, or they join to the same. */
    public static boolean compatible(String one, String other) {
        List<String> a = significant(one);
        List<String> b = significant(other);
        if (a.isEmpty() || b.isEmpty()) {
            return false;
        }
        boolean nested = new HashSet<>(a).containsAll(b) || new HashSet<>(b).containsAll(a);
        String joinedA = String.join("", a);
        String joinedB = String.join("", b);
        return nested
                || joinedA.equals(joinedB)
                || (Folding.hasCjk(one) || Folding.hasCjk(other))
                        && (joinedA.contains(joinedB) || joinedB.contains(joinedA))
                || german(one).equals(german(other))
                || initials(a).equals(joinedB)
                || initials(b).equals(joinedA);
    }

    /** True when the text, folded into words, has all the significant words of the name or the name written as one. */
    public static boolean namedIn(String name, String text) {
        List<String> words = significant(name);
        if (words.isEmpty()) {
            return false;
        }
        Set<String> present = new HashSet<>(Folding.words(text));
        present.addAll(Folding.split(Folding.foldGerman(text)));
        if (present.containsAll(words) || present.contains(String.join("", words)) || possessive(words, present)) {
            return true;
        }
        List<String> german = Folding.split(Folding.foldGerman(name));
        german.removeIf(word -> LEGAL_FORMS.contains(word) || FILLERS.contains(word));
        return !german.isEmpty() && present.containsAll(german)
                || Folding.hasCjk(name) && Folding.fold(text).contains(String.join("", words));
    }

    /** German and English put an s on a name: "Acmes Werk". */
    private static boolean possessive(List<String> words, Set<String> present) {
        return words.stream().allMatch(word -> present.contains(word) || present.contains(word + "s"));
    }

    private static String initials(List<String> words) {
        if (words.size() < 2) {
            return "";
        }
        StringBuilder initials = new StringBuilder();
        words.forEach(word -> initials.append(word.charAt(0)));
        return initials.toString();
    }

    /** The significant words joined, umlauts spelled out; never empty, so that two empty ones are not equal. */
    private static String german(String name) {
        List<String> words = Folding.split(Folding.foldGerman(name));
        words.removeIf(word -> LEGAL_FORMS.contains(word) || FILLERS.contains(word));
        return words.isEmpty() ? name : String.join("", words);
    }
}
