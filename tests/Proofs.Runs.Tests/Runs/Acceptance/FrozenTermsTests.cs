using Proofs.Runs.Runs;
using Proofs.Runs.Tests.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Acceptance;

/// <summary>What a run goes by stays as it was when the run began, whoever changes it, until a person adopts the change.</summary>
public sealed class FrozenTermsTests
{
    [Fact]
    public void A_turn_does_not_profit_from_terms_that_it_changed_and_another_process_read()
    {
        using WorkedRepository project = new();
        Turn turn = project.Dispatch();
        project.Work(turn, "sed -i 's/\"authoritative\"/\"review_only\"/' agentxchain.json; echo work > src/new.txt");
        project.Stage(turn, "src/new.txt");
        Assert.Equal(RunCodes.ConfigChanged, project.Again().AcceptTurn().Refusal?.Reason);
        Assert.Equal(RunCodes.ConfigChanged, project.Runner.AcceptTurn().Refusal?.Reason);
        project.Work(turn, "git checkout -q agentxchain.json");
        Project.Ok(project.Again().AcceptTurn());
        project.Holds();
    }

    [Fact]
    public void What_a_person_adopted_is_no_lie_of_the_turn()
    {
        using WorkedRepository project = new();
        Turn turn = project.Dispatch();
        project.Work(turn, "sed -i s/Show/Tell/ agentxchain.json; echo '# more' >> tools/note.sh; echo work > src/new.txt");
        project.Stage(turn, "src/new.txt");
        Assert.Equal(RunCodes.ConfigChanged, project.Runner.AcceptTurn().Refusal?.Reason);
        Project.Ok(project.Again().AdoptTerms("Ada"));
        Project.Ok(project.Again().AcceptTurn());
        Assert.Contains("\"terms_adopted\"", project.Read(".agentxchain/decision-ledger.jsonl"), StringComparison.Ordinal);
        project.Holds();
    }

    [Fact]
    public void What_changes_after_it_was_adopted_is_told_again()
    {
        using WorkedRepository project = new();
        Turn turn = project.Dispatch();
        project.Work(turn, "sed -i s/Show/Tell/ agentxchain.json; echo work > src/new.txt");
        project.Stage(turn, "src/new.txt");
        Project.Ok(project.Again().AdoptTerms("Ada"));
        project.Work(turn, "sed -i s/Tell/Hide/ agentxchain.json");
        Assert.Equal(RunCodes.ConfigChanged, project.Again().AcceptTurn().Refusal?.Reason);
        project.Holds();
    }
}
