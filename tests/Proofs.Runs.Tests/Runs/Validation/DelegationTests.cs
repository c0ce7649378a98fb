using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>Work that a turn gives to others.</summary>
public sealed class DelegationTests
{
    [Fact]
    public void Work_for_another_role_of_the_phase_passes()
    {
        Delegation passed = Assert.Single(Scene.Author.Check(change => change["delegations"] = Delegations("qa")).Passes().Delegations!);
        Assert.Equal(("del-001", "qa", "Look", "Looked"), (passed.Id, passed.ToRole, passed.Charter, Assert.Single(passed.AcceptanceContract)));
        Scene.Author.Check(change => change["delegations"] = Delegations([.. Enumerable.Repeat("qa", 5)])).Passes();
        Scene.Author.Check(change => change["delegations"] = new JsonArray()).Passes();
    }

    [Theory]
    [InlineData("dev", "delegation_to_self")]
    [InlineData("ops", "delegation_role_illegal")]
    [InlineData("nobody", "delegation_role_illegal")]
    [InlineData("human", "delegation_role_illegal")]
    public void Not_everybody_can_be_given_work(string role, string code) =>
        Assert.Equal("delegations[1].to_role", Scene.Author.Check(change => change["delegations"] = Delegations("qa", role)).Fails("protocol", code).Field);

    [Fact]
    public void Without_routing_every_defined_role_can_be()
    {
        Scene open = Scene.Author.Configured(same => same with { Routing = [] });
        open.Check(change => change["delegations"] = Delegations("ops")).Passes();
        open.Check(change => change["delegations"] = Delegations("nobody")).Fails("protocol", "delegation_role_illegal");
    }

    [Fact]
    public void Six_are_too_many() => Scene.Author.Check(change => change["delegations"] = Delegations([.. Enumerable.Repeat("qa", 6)])).Fails("protocol", "delegation_limit_exceeded");

    [Fact]
    public void Ids_are_not_given_twice() =>
        Assert.Equal("del-001", Scene.Author.Check(change =>
        {
            change["delegations"] = Delegations("qa", "qa");
            change["delegations"]![1]!["id"] = "del-001";
        }).Fails("protocol", "delegation_id_repeated").Referenced);

    [Fact]
    public void Who_delegates_does_not_end_the_run() =>
        Scene.Author.Check(change => (change["delegations"], change["run_completion_request"]) = (Delegations("qa"), true)).Fails("protocol", "delegation_with_completion");

    [Fact]
    public void Delegated_work_is_not_delegated()
    {
        Scene child = Scene.Author with { ArrangeTurn = turn => turn with { DelegationContext = new QueuedDelegation { DelegationId = "del-007" } } };
        Assert.Contains("del-007", child.Check(change => change["delegations"] = Delegations("qa")).Fails("protocol", "delegation_nested").Message, StringComparison.Ordinal);
        child.Check().Passes();
    }

    [Theory]
    [InlineData("\"release\"", null, true)]
    [InlineData(null, "true", true)]
    [InlineData(null, null, false)]
    [InlineData(null, "false", false)]
    public void A_review_does_not_leave_missing_decisions_behind(string? phase, string? end, bool leaves)
    {
        Scene review = Reviewing("DEC-100");
        void Ask(JsonObject change)
        {
            change["phase_transition_request"] = phase is null ? null : JsonNode.Parse(phase);
            change["run_completion_request"] = end is null ? null : JsonNode.Parse(end);
        }

        ValidationResult result = review.Check(Ask);
        Assert.Equal(leaves, result.FailedStage is not null);
        Assert.True(!leaves || result.Fails("protocol", "delegation_review_incomplete").Referenced == "DEC-100");
        Reviewing().Check(Ask).Passes();
    }

    private static Scene Reviewing(params string[] missing) => Scene.Author with
    {
        ArrangeTurn = turn => turn with
        {
            DelegationReview = new PendingDelegationReview { DelegationResults = [new DelegationOutcome { DelegationId = "del-001", Status = "completed" }, new DelegationOutcome { DelegationId = "del-002", MissingDecisionIds = missing }] },
        },
    };

    private static JsonArray Delegations(params string[] roles) =>
        new([.. roles.Select((role, index) => new JsonObject { ["id"] = $"del-{index + 1:D3}", ["to_role"] = role, ["charter"] = "Look", ["acceptance_contract"] = new JsonArray("Looked") })]);
}
