package dev.leadrelay.cli.results;

import dev.leadrelay.research.source.TextArchive;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.LeadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The texts that the quotes of a list were cut from, copied beside its results: with them anybody can check every quote
 * offline. Immutable.
 *
 * @param copied texts that lie beside the results now
 * @param missing hashes of evidence whose text the archive does not have
 */
public record SourceTexts(int copied, Set<String> missing) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern KEPT = Pattern.compile("[0-9a-f]{64}\\.txt");

    public SourceTexts {
        missing = Set.copyOf(missing);
    }

    /**
     * Copies what the results rest on, and takes away the texts that a former list left in the target.
     *
     * @param archive folder of the research agent's texts
     * @param target made when missing
     * @throws IOException when the target cannot be written
     */
    static SourceTexts copy(Path archive, Path target, Collection<LeadResult> results) throws IOException {
        Files.createDirectories(target);
        Set<String> wanted = wanted(results);
        removeOthers(target, wanted);
        Set<String> missing = new TreeSet<>();
        int copied = 0;
        for (String hash : wanted) {
            Path from = TextArchive.fileOf(archive, hash);
            if (Files.isRegularFile(from)) {
                Path to = TextArchive.fileOf(target, hash);
                Files.createDirectories(target.resolve(hash.substring(0, 2)));
                Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
                copied++;
            } else {
                missing.add(hash);
            }
        }
        return new SourceTexts(copied, missing);
    }

    /** The hashes of the texts behind the evidence; a quote that is the whole text needs none. */
    private static Set<String> wanted(Collection<LeadResult> results) {
        Set<String> wanted = new TreeSet<>();
        for (LeadResult result : results) {
            List<Evidence> evidence = result.getResearch() == null
                    ? List.of()
                    : result.getResearch().getEvidence();
            for (Evidence piece : evidence) {
                String hash = piece.getContentHash();
                // Foreign agents may write anything here, and it becomes a file name.
                if (HASH.matcher(hash).matches() && !hash.equals(Identifiers.contentHash(piece.getQuote()))) {
                    wanted.add(hash);
                }
            }
        }
        return wanted;
    }

    private static void removeOthers(Path target, Set<String> wanted) throws IOException {
        Set<Path> keep = new HashSet<>();
        wanted.forEach(hash -> keep.add(TextArchive.fileOf(target, hash)));
        List<Path> found;
        try (Stream<Path> all = Files.walk(target, 2)) {
            found = all.filter(
                            file -> KEPT.matcher(file.getFileName().toString()).matches())
                    .filter(Files::isRegularFile)
                    .toList();
        }
        for (Path file : found) {
            if (!keep.contains(file)) {
                Files.delete(file);
            }
        }
    }
}
