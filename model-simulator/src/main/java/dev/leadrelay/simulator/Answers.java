package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Finds out what a prompt asks for and answers it; the same prompt and seed give the same answer. */
final class Answers {
    static final String OTHER_TASK = "Other";

    private final long seed;
    private final ObjectMapper json;
    private final ResearchAnswers research;
    private final ScoreAnswers score;
    private final DraftAnswers draft;
    private final Fallibility fallibility;

    Answers(long seed, double fallibleShare, ObjectMapper json) {
        this.seed = seed;
        this.json = json;
        this.research = new ResearchAnswers(json);
        this.score = new ScoreAnswers(json);
        this.draft = new DraftAnswers(json);
        this.fallibility = new Fallibility(fallibleShare);
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
        return answer instanceof Answer.Structured structured ? fallibility.touched(structured, data, choice) : answer;
    }

    /** Tools offered for a lead mean research, whether or not a format is asked for. */
    private Answer withoutSchema(ChatRequest request, PromptData data, long choice) {
        return !request.tools().isEmpty() && data.tagged("lead").isObject()
                ? research.answer(request, data, choice)
                : new Answer.Text(OTHER_TASK, "Ready.");
    }
}
