package dev.leadrelay.cli.profile;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.leadrelay.validation.ProfileProblem;
import java.util.List;

/** What a JSON Schema (2020-12) says of a JSON text. Thread-safe. */
final class SchemaRules {
    private final Schema schema;

    SchemaRules(String text) {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }

    /** What does not fit, each at its place; empty when all does. */
    List<ProfileProblem> problems(String json) {
        return schema.validate(json, InputFormat.JSON).stream()
                .map(SchemaRules::problem)
                .distinct()
                .toList();
    }

    private static ProfileProblem problem(Error error) {
        String at = error.getInstanceLocation().toString();
        String property = error.getProperty();
        return new ProfileProblem(
                property == null ? at : at + "/" + property.replace("~", "~0").replace("/", "~1"),
                error.getMessage().replaceAll("\\s+", " ") + "; correct it as docs/profiles.md says");
    }
}
