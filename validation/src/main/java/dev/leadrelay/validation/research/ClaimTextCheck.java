package dev.leadrelay.validation.research;

import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.ResearchLimits;
import dev.leadrelay.validation.ResearchSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Folding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Each claim is one statement of bearable length under a known topic, and is made once. */
record ClaimTextCheck(ResearchLimits limits) implements Check<ResearchSubject> {
    @Override
    public String code() {
        return "research.statement";
    }

    @Override
    public List<Violation> check(ResearchSubject subject) {
        List<Violation> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<Claim> claims = subject.research().getClaims();
        if (claims.size() > limits.maxClaims()) {
            String message = claims.size() + " claims, at most " + limits.maxClaims();
            found.add(Violations.reject("research.too-many-claims", "/claims", message));
        }
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            String path = "/claims/" + i;
            length(path, claim.getStatement(), found);
            if (!limits.topics().contains(claim.getTopic())) {
                String message = "unknown topic " + Violations.shortened(claim.getTopic()) + "; use one of "
                        + String.join(", ", limits.topics().stream().sorted().toList());
                found.add(Violations.reject("research.topic", path + "/topic", message));
            }
            if (!seen.add(Folding.squeeze(Folding.fold(claim.getStatement())))) {
                found.add(Violations.reject("research.duplicate-claim", path, "the same statement stands twice"));
            }
        }
        return found;
    }

    private void length(String path, String statement, List<Violation> found) {
        if (statement.isBlank()) {
            found.add(Violations.reject(code(), path + "/statement", "the statement is empty"));
        } else if (statement.length() > limits.maxStatement()) {
            String message =
                    "the statement has " + statement.length() + " characters, at most " + limits.maxStatement();
            found.add(Violations.reject(code(), path + "/statement", message));
        }
    }
}
