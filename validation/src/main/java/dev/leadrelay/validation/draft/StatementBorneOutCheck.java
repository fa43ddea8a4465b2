package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Companies;
import dev.leadrelay.validation.text.Languages;
import dev.leadrelay.validation.text.Wording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A sentence that names the company says something of what is known of it: most of its telling words stand somewhere in the sources. Across
 * languages words are not shared, and nothing can be told so.
 */
final class StatementBorneOutCheck implements Check<DraftSubject> {
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|\\n+");
    private static final int LEAST_WORDS = 5;
    private static final double MOST_UNKNOWN = 0.75;

    @Override
    public String code() {
        return "draft.not-borne-out";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        String company = subject.lead().getCompany();
        String researched = subject.research().getCompanyName();
        if (company == null && researched == null) {
            return List.of();
        }
        List<String> sources = Sources.texts(subject);
        String language = Languages.guess(String.join("\n", sources));
        String written = Languages.guess(subject.draft().getBody());
        boolean foreign = !language.equals(Languages.primary(subject.language()))
                || !written.isEmpty() && !written.equals(language);
        if (!language.isEmpty() && foreign) {
            return List.of();
        }
        Set<String> identity = Sources.companyNames(subject);
        identity.addAll(Sources.leadNames(subject.lead()));
        Set<String> known = new HashSet<>();
        sources.forEach(source -> known.addAll(Wording.stems(source, Set.of())));
        List<Violation> found = new ArrayList<>();
        for (String sentence : SENTENCE_END.split(subject.draft().getBody())) {
            boolean names = company != null && Companies.namedIn(company, sentence)
                    || researched != null && Companies.namedIn(researched, sentence);
            Set<String> telling = Wording.stems(sentence, identity);
            long unknown =
                    telling.stream().filter(stem -> !known.contains(stem)).count();
            if (names && telling.size() >= LEAST_WORDS && unknown >= MOST_UNKNOWN * telling.size()) {
                String message = "\"" + Violations.shortened(sentence)
                        + "\" is borne out by nothing that is known of the company; say what the evidence says, or leave it out";
                found.add(Violations.reject(code(), "/body", message));
            }
        }
        return found;
    }
}
