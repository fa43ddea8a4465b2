package dev.leadrelay.validation.research;

import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.ResearchSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.lead.LeadTexts;
import dev.leadrelay.validation.text.HiddenCharacters;
import dev.leadrelay.validation.text.InstructionText;
import dev.leadrelay.validation.text.Payloads;
import dev.leadrelay.validation.text.PlainFacts;
import java.util.ArrayList;
import java.util.List;

/** No claim is an order to a model, or says what one wants to have said. */
final class InstructedClaimCheck implements Check<ResearchSubject> {
    @Override
    public String code() {
        return "research.instructed-claim";
    }

    @Override
    public List<Violation> check(ResearchSubject subject) {
        List<String> foreign = new ArrayList<>();
        LeadTexts.singleLine(subject.lead(), (path, text) -> foreign.add(text));
        LeadTexts.multiLine(subject.lead(), (path, text) -> foreign.add(text));
        subject.research().getEvidence().stream().map(Evidence::getQuote).forEach(foreign::add);
        List<String> clean = foreign.stream()
                .flatMap(text -> InstructionText.clean(text).stream())
                .toList();
        Payloads payloads = Payloads.of(foreign);
        List<Violation> found = new ArrayList<>();
        List<Claim> claims = subject.research().getClaims();
        for (int i = 0; i < claims.size(); i++) {
            String statement = claims.get(i).getStatement();
            String echoed = payloads.echoedIn(statement, clean);
            // What has hidden characters is another check's.
            boolean visible = HiddenCharacters.indexIn(statement, false) < 0;
            boolean states = statement.isBlank() || !PlainFacts.of(statement).isEmpty();
            if (visible && (InstructionText.isSuspicious(statement) || !states)) {
                echoed = statement;
            }
            if (echoed != null) {
                String message = "\"" + Violations.shortened(echoed)
                        + "\" states nothing about the company, or is what a text addressed to a model asks for; leave the claim out";
                found.add(Violations.reject(code(), "/claims/" + i + "/statement", message));
            }
        }
        return found;
    }
}
