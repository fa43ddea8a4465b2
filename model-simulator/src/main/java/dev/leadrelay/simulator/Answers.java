package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds out what a prompt asks for and answers it; the same prompt and seed give the same answer. */
final class Answers {
    static final String OTHER_TASK = "Other";

    private final long seed;
    private final ObjectMapper json;
    private final ResearchAnswers research;
    private final ScoreAnswers score;
    private final DraftAnswers draft;
    private final Fallibility fallibility;
    private final Optional<Invention> invention;
    private final Optional<Gullibility> gullibility;

    Answers(long seed, double fallibleShare, ObjectMapper json) {
        this(SimulatorSettings.defaults().withSeed(seed).withFallibility(fallibleShare), json, invented -> {});
    }

    /**
     * Answers as the settings ask for.
     *
     * @param counted told of every answer that has something invented in it
     */
    Answers(SimulatorSettings settings, ObjectMapper json, Consumer<Invented> counted) {
        this.seed = settings.seed();
        this.json = json;
        this.research = new ResearchAnswers(json);
        this.score = new ScoreAnswers(json);
        this.draft = new DraftAnswers(json);
        this.fallibility = new Fallibility(settings.fallibility());
        this.invention = settings.inventing() ? Optional.of(new Invention(seed, json, counted)) : Optional.empty();
        this.gullibility = settings.gullible() ? Optional.of(new Gullibility(json)) : Optional.empty();
    }

    Answer answer(ChatRequest request) {
        PromptData data = new PromptData(json, request);
        long choice = Seeded.mix(seed, request.hash());
        Answer answer = switch (request.schema()) {
            case ResearchAnswers.TASK -> research.answer(request, data, choice);
            case ScoreAnswers.TASK -> score.answer(data);
            case DraftAnswers.TASK -> draft.answer(data, choice);
            default -> withoutSchema(request, data, choice);
        };
        Answer touched =
                answer instanceof Answer.Structured structured ? fallibility.touched(structured, data, choice) : answer;
        Answer invented =
                invention.map(mode -> mode.invented(touched, request, data)).orElse(touched);
        return gullibility.map(mode -> mode.obeyed(invented, request, data)).orElse(invented);
    }

    /** Tools offered for a lead mean research, whether or not a format is asked for. */
    private Answer withoutSchema(ChatRequest request, PromptData data, long choice) {
        return !request.tools().isEmpty() && data.tagged("lead").isObject()
                ? research.answer(request, data, choice)
                : new Answer.Text(OTHER_TASK, "Ready.");
    }
}
