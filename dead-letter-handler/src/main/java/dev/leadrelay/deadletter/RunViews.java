package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.desk.LetterRow;
import dev.leadrelay.deadletter.desk.RunStepRow;
import dev.leadrelay.deadletter.desk.RunView;
import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.RunStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run of an agent as the desk shows it. Pure. */
final class RunViews {
    private RunViews() {}

    static RunView of(LetterRow letter, RunSearch.Finding finding) {
        return switch (finding) {
            case RunSearch.Finding.Absent absent -> new RunView(letter, absent.note(), "", "", "", "", List.of());
            case RunSearch.Finding.Found found -> of(letter, found.run());
        };
    }

    private static RunView of(LetterRow letter, AgentRun run) {
        List<RunStepRow> steps = new ArrayList<>();
        for (RunStep step : run.getSteps()) {
            steps.add(new RunStepRow(
                    steps.size() + 1,
                    step.getKind().name().replace('_', ' '),
                    step.getName(),
                    DeskText.time(step.getAt().toEpochMilli()),
                    step.getLatencyMillis() + " ms",
                    DeskText.usage(step.getUsage()),
                    cut(step.getInput()),
                    cut(step.getOutput()),
                    DeskText.orEmpty(step.getError()),
                    RecordForm.remarks(step.getViolations())));
        }
        String exit =
                run.getFailureClass() == null ? run.getExit().name() : run.getExit() + " as " + run.getFailureClass();
        return new RunView(
                letter,
                "",
                run.getRunId(),
                exit,
                run.getProvenance().getProvider() + " / " + run.getProvenance().getModel(),
                DeskText.usage(run.getUsage()),
                steps);
    }

    private static String cut(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return text.length() <= RecordForm.MOST_JSON
                ? text
                : Columns.fit(text, RecordForm.MOST_JSON) + "\n… cut here; all of it comes with the API";
    }
}
