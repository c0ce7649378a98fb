using System.Text;
using Proofs.Ranges;

namespace Proofs.Tests.Ranges;

/// <summary>Every row of "events to ranges", from payloads shaped as GitHub documents them.</summary>
public sealed class EventReaderTests
{
    private const string A = "1111111111111111111111111111111111111111";
    private const string B = "2222222222222222222222222222222222222222";
    private const string Zero = "0000000000000000000000000000000000000000";
    private const string Pull = $$$$"""{"pull_request":{"number":7,"body":"text","user":{"login":"renovate[bot]","type":"Bot"},"base":{"sha":"{{{{A}}}}"},"head":{"sha":"{{{{B}}}}","repo":{"id":1}}},"repository":{"id":1,"default_branch":"main"}}""";

    [Theory]
    [InlineData("pull_request")]
    [InlineData("pull_request_target")]
    [InlineData("pull_request_review")]
    public void A_pull_request_is_from_its_base_to_its_head(string name)
    {
        EventRange range = Read(name, Pull);
        Assert.Equal((A, B, true), (range.Base, range.Head, range.HasRange));
        Assert.Equal(new PullRequest(7, IsFork: false, "renovate[bot]", "Bot", "text"), range.PullRequest);
    }

    [Theory]
    [InlineData("""{"id":1}""", """{"id":2}""")]
    [InlineData("""{"id":1}""", "null")]
    public void A_head_in_another_repository_or_in_one_that_is_gone_is_a_forks(string own, string other) =>
        Assert.True(Read("pull_request", Pull.Replace("\"repo\":" + own, "\"repo\":" + other, StringComparison.Ordinal)).PullRequest!.IsFork);

    [Fact]
    public void A_merge_group_is_from_its_base_to_its_head()
    {
        EventRange range = Read("merge_group", $$$$"""{"action":"checks_requested","merge_group":{"base_sha":"{{{{A}}}}","head_sha":"{{{{B}}}}","head_ref":"refs/heads/gh-readonly-queue/main/pr-7"}}""");
        Assert.Equal((A, B), (range.Base, range.Head));
    }

    [Fact]
    public void A_push_is_from_before_to_after() => AssertPush("refs/heads/work", A, B, A, B, startedFrom: null);

    [Fact]
    public void A_new_branch_starts_from_the_default_one() => AssertPush("refs/heads/work", Zero, B, null, B, "refs/remotes/origin/main");

    [Fact]
    public void A_new_default_branch_starts_from_nothing_and_keeps_the_zero_id() => AssertPush("refs/heads/main", Zero, B, Zero, B, startedFrom: null);

    [Fact]
    public void A_tag_that_moved_is_from_before_to_after() => AssertPush("refs/tags/v1", A, B, A, B, startedFrom: null);

    [Fact]
    public void A_new_tag_says_no_range() => AssertPush("refs/tags/v1", Zero, B, null, null, startedFrom: null);

    [Theory]
    [InlineData("refs/heads/work")]
    [InlineData("refs/tags/v1")]
    public void A_deletion_is_no_change(string reference)
    {
        EventRange range = Read("push", Push(reference, A, Zero));
        Assert.True(range.IsDeletion);
        Assert.False(range.HasRange);
    }

    [Theory]
    [InlineData("workflow_dispatch", "{}")]
    [InlineData("schedule", """{"schedule":"0 0 * * *"}""")]
    [InlineData("workflow_run", $$$$"""{"workflow_run":{"head_sha":"{{{{B}}}}"}}""")]
    [InlineData("issue_comment", """{"issue":{"number":7}}""")]
    [InlineData("", "{}")]
    public void Other_events_say_no_range(string name, string payload)
    {
        EventRange range = Read(name, payload);
        Assert.Equal((null, null, false, false), (range.Base, range.Head, range.HasRange, range.IsDeletion));
    }

    [Theory]
    [InlineData("pull_request", "{}", "pull_request is missing")]
    [InlineData("pull_request", "[]", "the payload is no object")]
    [InlineData("pull_request", "", "it is no JSON")]
    [InlineData("pull_request", """{"pull_request":{"base":{"sha":"HEAD"}}}""", "pull_request.head is missing")]
    [InlineData("pull_request", """{"pull_request":{"number":7,"base":{"sha":"HEAD"},"head":{"sha":"HEAD"}}}""", "pull_request.base.sha is no full commit id")]
    [InlineData("pull_request", $$$$"""{"pull_request":{"base":{"sha":"{{{{A}}}}"},"head":{"sha":"{{{{B}}}}"}}}""", "pull_request.number is missing")]
    [InlineData("merge_group", """{"merge_group":{"base_sha":7}}""", "merge_group.base_sha is no text")]
    [InlineData("merge_group", """{"merge_group":{"base_sha":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}""", "merge_group.base_sha is no full commit id")]
    [InlineData("push", $$$$"""{"before":"{{{{A}}}}","after":"{{{{B}}}}"}""", "ref is missing")]
    [InlineData("push", """{"ref":"refs/heads/x"}""", "before is missing")]
    [InlineData("push", """{"ref":"refs/heads/x","ref":"refs/heads/y"}""", "it is no JSON")]
    [InlineData("push", """{"\udc00":1}""", "a name in it is no valid text")]
    [InlineData("push", """{"ref":"\ud800"}""", "ref is no valid text")]
    public void A_payload_that_is_none_is_refused_with_the_place(string name, string payload, string why)
    {
        EventReading reading = EventReader.Read(name, Encoding.UTF8.GetBytes(payload));
        Assert.Null(reading.Range);
        Assert.Equal("event_invalid", reading.Refusal!.Reason.Id);
        Assert.Contains(why, reading.Refusal.Message, StringComparison.Ordinal);
    }

    private static void AssertPush(string reference, string before, string after, string? baseId, string? head, string? startedFrom)
    {
        EventRange range = Read("push", Push(reference, before, after));
        Assert.Equal((baseId, head, startedFrom, false), (range.Base, range.Head, range.StartedFrom, range.IsDeletion));
        Assert.Null(range.PullRequest);
    }

    private static string Push(string reference, string before, string after) =>
        $$$$"""{"ref":"{{{{reference}}}}","before":"{{{{before}}}}","after":"{{{{after}}}}","created":false,"deleted":false,"forced":false,"commits":[],"repository":{"id":1,"default_branch":"main"}}""";

    private static EventRange Read(string name, string payload)
    {
        EventReading reading = EventReader.Read(name, Encoding.UTF8.GetBytes(payload));
        Assert.Null(reading.Refusal);
        return reading.Range!;
    }
}
