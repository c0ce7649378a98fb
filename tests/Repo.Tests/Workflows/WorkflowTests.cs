namespace Repo.Tests.Workflows;

/// <summary>The workflows and action.yml against two linters and the project's own rules. Each is also shown what it must refuse.</summary>
public sealed class WorkflowTests
{
    private const string Pin = "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0";

    public static TheoryData<string> Files => [.. Workflow.Names];

    [Fact]
    public void There_is_one_for_every_purpose() => Assert.Equal(["ci.yml", "proofs.yml", "release.yml", "self-gate.yml"], Workflow.Names);

    [Theory]
    [InlineData("ci.yml", "merge_group", "pull_request", "push")]
    [InlineData("proofs.yml", "merge_group", "pull_request", "push")]
    [InlineData("self-gate.yml", "merge_group", "pull_request")]
    [InlineData("release.yml", "workflow_dispatch")]
    public void It_starts_when_it_should(string file, params string[] events) => Assert.Equal(events, Workflow.Read(file).Events.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void It_keeps_the_rules(string file) => Violations.None(WorkflowRules.Broken(Workflow.Read(file)).Select(broken => $"{file}: {broken}"));

    [Theory]
    [InlineData("ci.yml", "# v5.0.0", "", "pin: ")]
    [InlineData("ci.yml", "# v5.0.0", "# v5", "pin: ")]
    [InlineData("ci.yml", "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8", "actions/checkout@08c6903", "pin: ")]
    [InlineData("ci.yml", Pin, "actions/checkout@v5 # v5.0.0", "pin: ")]
    [InlineData("ci.yml", Pin, "docker://alpine:3", "pin: ")]
    [InlineData("ci.yml", "- run: .ci/run", "- { uses: some/action@main, name: x }", "pin: ")]
    [InlineData("ci.yml", "- run: .ci/run", "- \"uses\": some/action@main # v1.0.0", "pin: ")]
    [InlineData("ci.yml", "permissions: {}\n", "", "permissions: the workflow")]
    [InlineData("ci.yml", "permissions: {}\n", "permissions: read-all\n", "permissions: the workflow")]
    [InlineData("ci.yml", "permissions: {}\n", "permissions:\n  contents: read\n", "permissions: the workflow")]
    [InlineData("ci.yml", "    permissions:\n      contents: read\n", "", "permissions: the job test")]
    [InlineData("ci.yml", "    permissions:\n      contents: read\n", "    permissions: write-all\n", "permissions: the job test")]
    [InlineData("ci.yml", "run: .ci/run", "run: echo ${{ github.head_ref }}", "script: ")]
    [InlineData("release.yml", "          action/set-image.sh --digest", "          echo ${{ inputs.version }}\n          action/set-image.sh --digest", "script: ")]
    [InlineData("self-gate.yml", "  merge_group:\n", "", "trigger: pull_request and merge_group")]
    [InlineData("self-gate.yml", "  pull_request:\n", "  pull_request_target:\n", "trigger: pull_request_target")]
    [InlineData("self-gate.yml", "  merge_group:\n", "  merge_group:\n  workflow_run:\n", "trigger: workflow_run")]
    [InlineData("self-gate.yml", "    types: ", "    paths: [src/**]\n    types: ", "skip: pull_request has paths")]
    [InlineData("self-gate.yml", "    types: ", "    paths-ignore: ['**.md']\n    types: ", "skip: pull_request has paths-ignore")]
    [InlineData("self-gate.yml", "  merge_group:\n", "  merge_group:\n    branches: [main]\n", "skip: merge_group has branches")]
    [InlineData("ci.yml", "    branches: [main]\n", "    branches: [main]\n    paths: [src/**]\n", "skip: push has paths")]
    [InlineData("self-gate.yml", "    timeout-minutes: 30\n", "    timeout-minutes: 30\n    if: github.actor != 'x'\n", "skip: if: ")]
    [InlineData("proofs.yml", "event_name == 'push'", "event_name != 'pull_request'", "skip: if: ")]
    [InlineData("proofs.yml", "      - name: Prove\n", "      - name: Prove\n        if: always()\n", "skip: if: ")]
    [InlineData("proofs.yml", "        if: always()\n", "        if: success()\n", "skip: if: ")]
    [InlineData("proofs.yml", "    needs: prove\n", "    needs: prove\n    if: always()\n", "skip: if: ")]
    [InlineData("self-gate.yml", "    timeout-minutes: 30\n", "    timeout-minutes: 30\n    continue-on-error: true\n", "skip: continue-on-error: ")]
    [InlineData("self-gate.yml", "      - uses: ./\n", "      - uses: ./\n        if: success()\n", "skip: if: ")]
    [InlineData("self-gate.yml", "persist-credentials: false", "fetch-tags: true", "credentials: the checkout of the job gates")]
    [InlineData("self-gate.yml", "persist-credentials: false", "persist-credentials: true", "credentials: the checkout of the job gates")]
    [InlineData("release.yml", "          persist-credentials: true\n", "", "credentials: the checkout of the job tag")]
    [InlineData("ci.yml", "run: .ci/run", "run: cp -r ../shared . && .ci/run", "place: ../shared")]
    public void A_rule_that_is_broken_is_named(string file, string from, string to, string rule) =>
        Assert.Contains(WorkflowRules.Broken(Workflow.Doctored(file, from, to)), broken => broken.StartsWith(rule, StringComparison.Ordinal));

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void Actionlint_accepts_it(string file) => Assert.Null(Linters.Lint(Workflow.Read(file).Text));

    [SkippableTheory]
    [InlineData("ci.yml", "run: .ci/run", "run: echo ${{ github.event.pull_request.title }}", "untrusted")]
    [InlineData("ci.yml", "head.sha || github.sha", "head.sha || githob.sha", "githob")]
    [InlineData("release.yml", "    needs: image\n", "    needs: imago\n", "imago")]
    [InlineData("release.yml", "attestations: write", "attestation: write", "attestation")]
    [InlineData("release.yml", "steps.push.outputs", "steps.pull.outputs", "pull")]
    [InlineData("self-gate.yml", "ubuntu-24.04", "ubuntu-24", "ubuntu-24")]
    [InlineData("self-gate.yml", "  merge_group:\n", "  merge_groups:\n", "merge_groups")]
    public void Actionlint_refuses_what_cannot_work(string file, string from, string to, string because) =>
        Assert.Contains(because, Linters.Lint(Workflow.Doctored(file, from, to).Text), StringComparison.Ordinal);

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void The_schema_accepts_it(string file) => Assert.Null(Linters.Validate(file, Known(Workflow.Read(file).Text)));

    [SkippableTheory]
    [InlineData("ci.yml", "runs-on: ubuntu-24.04", "runs-in: ubuntu-24.04", "runs-in")]
    [InlineData("ci.yml", "contents: read", "contents: reed", "permissions")]
    [InlineData("self-gate.yml", "  merge_group:\n", "  merge_groups:\n", "merge_groups")]
    [InlineData("release.yml", "        type: string\n", "        type: text\n", "type")]
    public void The_schema_refuses_what_is_none(string file, string from, string to, string because) =>
        Assert.Contains(because, Linters.Validate(file, Known(Workflow.Doctored(file, from, to).Text)), StringComparison.Ordinal);

    [SkippableFact]
    public void The_schema_is_older_than_the_permission_that_it_is_not_shown() =>
        Assert.Contains("attestations", Linters.Validate("release.yml", Workflow.Read("release.yml").Text), StringComparison.Ordinal);

    [SkippableFact]
    public void The_schema_accepts_the_action() => Assert.Null(Linters.Validate("action.yml", Checkout.Read("action.yml")));

    [SkippableTheory]
    [InlineData("  using: docker\n", "  using: podman\n")]
    [InlineData("  using: docker\n", "")]
    [InlineData("  image: docker://", "  picture: docker://")]
    [InlineData("description: Judges", "summary: Judges")]
    public void The_schema_refuses_what_is_no_action(string from, string to)
    {
        string action = Checkout.Read("action.yml");
        Assert.Contains(from, action, StringComparison.Ordinal);
        Assert.NotNull(Linters.Validate("action.yml", action.Replace(from, to, StringComparison.Ordinal)));
    }

    /// <summary>The validator's schema does not know one permission; actionlint, which does, sees the whole file.</summary>
    internal static string Known(string text) => text.Replace("      attestations: write\n", "", StringComparison.Ordinal).Replace("      attestations: read\n", "", StringComparison.Ordinal);
}
