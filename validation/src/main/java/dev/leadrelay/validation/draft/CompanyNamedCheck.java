package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Companies;
import dev.leadrelay.validation.text.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The company is named rightly: no other firm in its place, no slip in its name. */
final class CompanyNamedCheck implements Check<DraftSubject> {
    private static final Pattern FIRM = Pattern.compile(
            "(\\p{Lu}[\\p{L}\\d&'’\\-]*(?: (?:& )?\\p{Lu}[\\p{L}\\d&'’\\-]*){0,3}),? (?:GmbH|AG|KG|SE|UG|Inc|Ltd|LLC|Corp|PLC|S\\.A|SARL|B\\.V|AB|Oy)\\b");
    private static final List<String> FORMS = List.of(
            " GmbH", " AG", " KG", " SE", " UG", " Inc", " Ltd", " LLC", " Corp", " PLC", " S.A", " SARL", " B.V",
            " AB", " Oy");
    private static final Pattern CAPITAL = Pattern.compile("\\p{Lu}[\\p{L}\\d]{5,30}");
    private static final int LONG_ENOUGH = 6;

    @Override
    public String code() {
        return "draft.company-name";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        List<Violation> found = new ArrayList<>();
        String text = subject.draft().getSubject() + "\n" + subject.draft().getBody();
        foreign(text, subject, found);
        String company = subject.lead().getCompany();
        if (company == null || company.isBlank()) {
            return found;
        }
        String researched = subject.research().getCompanyName();
        boolean named = Companies.namedIn(company, text) || researched != null && Companies.namedIn(researched, text);
        if (!named) {
            misspelled(company, text, subject, found);
            if (found.isEmpty()) {
                String message = "the message does not name the company " + Violations.shortened(company);
                found.add(Violations.warn("draft.company-missing", "/body", message));
            }
        }
        return found;
    }

    private void foreign(String text, DraftSubject subject, List<Violation> found) {
        // Most drafts name no firm with its form; looking for the forms first is far faster than the pattern.
        if (FORMS.stream().noneMatch(text::contains)) {
            return;
        }
        for (Matcher m = FIRM.matcher(text); m.find(); ) {
            Set<String> known = Sources.words(subject);
            List<String> words = Folding.words(m.group(1));
            // Only the word before the legal form: a capital at a sentence's start is no part of the name.
            if (!known.contains(words.getLast())) {
                String message = "names the company " + Violations.shortened(m.group())
                        + ", which is neither the lead's nor in the evidence";
                found.add(Violations.reject(code(), "/body", message));
                return;
            }
        }
    }

    private void misspelled(String company, String text, DraftSubject subject, List<Violation> found) {
        for (String word : Companies.significant(company)) {
            if (word.length() < LONG_ENOUGH) {
                continue;
            }
            for (Matcher m = CAPITAL.matcher(text); m.find(); ) {
                String written = Folding.fold(m.group());
                int distance = distance(word, written);
                boolean near = distance > 0 && distance <= (word.length() >= 9 ? 2 : 1);
                if (near && !written.startsWith(word) && !Sources.words(subject).contains(written)) {
                    String message = "writes " + Violations.shortened(m.group()) + ", the company is called "
                            + Violations.shortened(company);
                    found.add(Violations.reject(code(), "/body", message));
                    return;
                }
            }
        }
    }

    /** Levenshtein distance; 9 when the lengths alone differ by more than 2. */
    static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 2) {
            return 9;
        }
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
