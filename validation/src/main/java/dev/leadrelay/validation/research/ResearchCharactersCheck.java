package dev.leadrelay.validation.research;

import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.ResearchSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.HiddenCharacters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements, names and addresses have no hidden characters; quotes may, they are verbatim. */
final class ResearchCharactersCheck implements Check<ResearchSubject> {
    @Override
    public String code() {
        return "research.control-character";
    }

    @Override
    public List<Violation> check(ResearchSubject subject) {
        List<Violation> found = new ArrayList<>();
        look("/companyName", subject.research().getCompanyName(), found);
        List<Evidence> evidence = subject.research().getEvidence();
        for (int i = 0; i < evidence.size(); i++) {
            look("/evidence/" + i + "/url", evidence.get(i).getUrl(), found);
        }
        List<Claim> claims = subject.research().getClaims();
        for (int i = 0; i < claims.size(); i++) {
            look("/claims/" + i + "/statement", claims.get(i).getStatement(), found);
        }
        return found;
    }

    private void look(String path, @Nullable String text, List<Violation> found) {
        int at = text == null ? -1 : HiddenCharacters.indexIn(text, false);
        if (text != null && at >= 0) {
            String character = "U+%04X".formatted(text.codePointAt(at));
            found.add(Violations.reject(code(), path, "has the hidden character " + character + "; remove it"));
        }
    }
}
