import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.heuristic.selector.entity.EntitySelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.MoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.ChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.SwapMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.value.ValueSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchType;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Plan a rota: java PlanRota FOLDER SECONDS SEED TYPE; reads problem.txt, writes answer-SEED.txt. */
public final class PlanRota {
    private static final double TO_WRITE_S = 1.0;

    public static void main(String[] arguments) throws IOException {
        long begun = System.nanoTime();
        Path folder = Path.of(arguments[0]);
        double seconds = Double.parseDouble(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        Rota.facts = new Facts(folder.resolve("problem.txt"));
        Rota rota = Rota.given();
        List<MoveSelectorConfig> moves = new ArrayList<>();
        moves.add(change(Week.class, "pattern", 0.2));
        moves.add(change(Duty.class, "start", 0.3));
        moves.add(change(Duty.class, "first", 0.12));
        moves.add(change(Duty.class, "second", 0.12));
        moves.add(change(Duty.class, "third", 0.12));
        SwapMoveSelectorConfig swap =
                new SwapMoveSelectorConfig()
                        .withEntitySelectorConfig(new EntitySelectorConfig(Duty.class))
                        .withVariableNameIncludes("start");
        swap.setFixedProbabilityWeight(0.05);
        moves.add(swap);
        if (!rota.stations.isEmpty()) {
            moves.add(change(Station.class, "pool", 0.06));
        }
        if (!rota.meetings.isEmpty()) {
            moves.add(change(Meeting.class, "start", 0.03));
        }
        LocalSearchPhaseConfig search = new LocalSearchPhaseConfig();
        search.setLocalSearchType(LocalSearchType.valueOf(arguments[3]));
        search.setMoveSelectorConfig(new UnionMoveSelectorConfig(moves));
        double left = seconds - (System.nanoTime() - begun) / 1e9 - TO_WRITE_S;
        ScoreDirectorFactoryConfig score = new ScoreDirectorFactoryConfig();
        score.setIncrementalScoreCalculatorClass(RotaScore.class);
        SolverConfig config =
                new SolverConfig()
                        .withSolutionClass(Rota.class)
                        .withEntityClasses(Week.class, Duty.class, Station.class, Meeting.class)
                        .withScoreDirectorFactory(score)
                        .withEnvironmentMode(EnvironmentMode.NO_ASSERT)
                        .withRandomSeed(seed)
                        .withPhases(search)
                        .withTerminationSpentLimit(Duration.ofMillis((long) (1000 * left)));
        Rota best = SolverFactory.<Rota>create(config).buildSolver().solve(rota);
        Path file = folder.resolve("answer-" + seed + ".txt");
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.println("hard " + best.score.hardScore());
            out.println("soft " + best.score.softScore());
            best.weeks.forEach(one -> out.println("week " + one.pattern));
            best.duties.forEach(
                    one ->
                            out.println(
                                    "duty " + one.start + " " + one.first + " " + one.second + " "
                                            + one.third));
            best.stations.forEach(one -> out.println("station " + one.pool));
            best.meetings.forEach(one -> out.println("meeting " + one.start));
        }
    }

    private static ChangeMoveSelectorConfig change(Class<?> entity, String variable, double part) {
        ChangeMoveSelectorConfig change =
                new ChangeMoveSelectorConfig()
                        .withEntitySelectorConfig(new EntitySelectorConfig(entity))
                        .withValueSelectorConfig(new ValueSelectorConfig(variable));
        change.setFixedProbabilityWeight(part);
        return change;
    }

    private PlanRota() {}
}
