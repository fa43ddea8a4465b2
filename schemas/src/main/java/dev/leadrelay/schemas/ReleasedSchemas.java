package dev.leadrelay.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The schemas of released versions, for reading what these have stored and for proving compatibility with them. */
public final class ReleasedSchemas {
    private static final String FOLDER = "/schemas-released/";

    private ReleasedSchemas() {}

    /** The released versions, oldest first. */
    public static List<String> versions() {
        return read("versions")
                .orElse("")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** All released schemas of a record, oldest first. */
    public static List<Schema> of(Class<? extends SpecificRecord> type) {
        String name = SpecificData.get().getSchema(type).getName();
        return versions().stream()
                .flatMap(version -> schema(version, name).stream())
                .toList();
    }

    /** The schema of a record in a version; empty when that version had none of that name. */
    static Optional<Schema> schema(String version, String name) {
        return read(version + "/" + name + ".avsc").map(text -> new Schema.Parser().parse(text));
    }

    private static Optional<String> read(String path) {
        try (@Nullable InputStream in = ReleasedSchemas.class.getResourceAsStream(FOLDER + path)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
