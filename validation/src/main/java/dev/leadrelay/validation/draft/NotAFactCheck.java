package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.lead.LeadTexts;
import dev.leadrelay.validation.text.Payloads;
import dev.leadrelay.validation.text.PlainFacts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nothing peculiar stands in the message that was only remarked about the lead in a list, or that a page says to its reader: remarks are
 * internal and unproven, and what speaks to a reader may be an order.
 */
final class NotAFactCheck implements Check<DraftSubject> {
    @Override
    public String code() {
        return "draft.not-a-fact";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        String text = subject.draft().getSubject() + "\n" + subject.draft().getBody();
        List<String> facts = facts(subject);
        List<Violation> found = new ArrayList<>();
        report(Payloads.ofAll(remarks(subject.lead())).echoedIn(text, facts), "in the list's remarks", found);
        report(
                Payloads.quotedIn(quotes(subject)).echoedIn(text, unquoted(facts)),
                "in quotation marks on a page",
                found);
        report(Payloads.ofAll(spoken(subject)).echoedIn(text, facts), "where a page speaks to its reader", found);
        return found;
    }

    private void report(@Nullable String echoed, String where, List<Violation> found) {
        if (echoed != null) {
            String message = "\"" + Violations.shortened(echoed) + "\" stands only " + where
                    + ", which is no fact about the company; leave it out";
            found.add(Violations.reject(code(), "/body", message));
        }
    }

    /** What people typed into a list beside name, company and place. */
    private static List<String> remarks(Lead lead) {
        List<String> remarks = new ArrayList<>();
        LeadTexts.multiLine(lead, (path, text) -> remarks.add(text));
        add(remarks, lead.getTitle());
        add(remarks, lead.getIndustry());
        add(remarks, rest(lead.getFirstName()));
        add(remarks, rest(lead.getLastName()));
        add(remarks, rest(lead.getCompany()));
        add(remarks, rest(lead.getCity()));
        return remarks;
    }

    /** Sentences of the evidence that state nothing. */
    private static List<String> spoken(DraftSubject subject) {
        List<String> spoken = new ArrayList<>();
        for (Evidence evidence : subject.research().getEvidence()) {
            String quote = evidence.getQuote();
            List<String> facts = PlainFacts.of(quote);
            String rest = quote;
            for (String fact : facts) {
                rest = rest.replace(fact, "\n");
            }
            if (!rest.isBlank()) {
                spoken.add(rest);
            }
        }
        return spoken;
    }

    private static List<String> quotes(DraftSubject subject) {
        return subject.research().getEvidence().stream().map(Evidence::getQuote).toList();
    }

    /** What is quoted is somebody's words; that it stands there is no licence to repeat it. */
    private static List<String> unquoted(List<String> facts) {
        return facts.stream().map(Payloads::withoutQuoted).toList();
    }

    private static List<String> facts(DraftSubject subject) {
        List<String> facts = new ArrayList<>(Sources.ofSeller(subject.seller()));
        facts.addAll(subject.seller().links());
        Lead lead = subject.lead();
        for (String name : new String[] {
            lead.getFirstName(), lead.getLastName(), lead.getFullName(), lead.getCompany(), lead.getCity()
        }) {
            if (name != null) {
                facts.add(name.substring(0, end(name)));
            }
        }
        add(facts, lead.getCompanyDomain());
        add(facts, lead.getEmail());
        add(facts, subject.research().getCompanyName());
        subject.research().getEvidence().forEach(evidence -> {
            facts.addAll(PlainFacts.of(evidence.getQuote()));
            add(facts, evidence.getTitle());
        });
        return facts;
    }

    /** What stands in a name's field behind the name. */
    private static @Nullable String rest(@Nullable String name) {
        return name == null || end(name) == name.length() ? null : name.substring(end(name));
    }

    /** Names end where a sign begins that no name has. */
    private static int end(String name) {
        int end = 0;
        while (end < name.length() && ",;:!?<>{}[]()\"|".indexOf(name.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static void add(List<String> texts, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            texts.add(text);
        }
    }
}
