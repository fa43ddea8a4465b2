package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The greeting names the lead rightly, or nobody; the company may be greeted as a team. */
final class GreetingCheck implements Check<DraftSubject> {
    @Override
    public String code() {
        return "draft.greeting-name";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        List<Violation> found = new ArrayList<>();
        String body = subject.draft().getBody();
        Set<String> leadNames = Sources.leadNames(subject.lead());
        Greeting greeting = Greeting.of(body);
        if (greeting == null) {
            String first = body.strip().lines().findFirst().orElse("");
            boolean named = Names.isCjkNameOf(first, subject.lead())
                    || leadNames.stream()
                            .anyMatch(name -> first.toLowerCase(Locale.ROOT).contains(name));
            if (!named || first.length() > 80) {
                found.add(Violations.warn("draft.greeting-missing", "/body", "the message begins without a greeting"));
            }
            return found;
        }
        Set<String> allowed = new HashSet<>(leadNames);
        allowed.addAll(Sources.companyNames(subject));
        for (String name : greeting.names()) {
            if (!Names.allIn(name.replaceAll("-(?i:team)$", ""), allowed) && !Names.isCjkNameOf(name, subject.lead())) {
                String message = "the greeting " + Violations.shortened(greeting.text())
                        + " names someone who is not the lead; use the lead's name or none";
                found.add(Violations.reject(code(), "/body", message));
                return found;
            }
        }
        return found;
    }
}
