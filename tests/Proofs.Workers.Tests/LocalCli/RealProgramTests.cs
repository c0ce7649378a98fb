using System.Text;
using System.Text.Json;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;
using Proofs.Workers.LocalCli;
using TestKit;
using TestKit.Agents;

namespace Proofs.Workers.Tests.LocalCli;

/// <summary>The real agents' programs, each in an empty HOME and a real work tree, with a model on this machine.</summary>
public sealed class RealProgramTests : IDisposable
{
    private const string Result = """{"schema_version":"1.0","summary":"by hand of a program","cost":{"usd":-5}}""";
    private const string Nowhere = "http://127.0.0.1:9";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly GitRepo _repo = GitRepo.Create();
    private readonly TempFolder _home = new();

    public static TheoryData<string> Programs => ["codex", "claude", "gemini", "opencode"];

    public void Dispose()
    {
        _home.Dispose();
        _repo.Dispose();
    }

    [SkippableTheory]
    [MemberData(nameof(Programs))]
    public async Task It_edits_a_file_and_stages_its_result(string name)
    {
        RealProgram program = Program(name);
        string root = WorkTree();
        WorkOrder order = Order(program, root);
        using AgentServer model = new(Write(program, Path.Combine(root, "answer.txt"), "fourty-two"), Write(program, order.StagingPath, Result), new("I am done."));
        WorkResult result = await WorkAsync(program, order, model);
        Check(result, order);
        Assert.Equal("fourty-two", await File.ReadAllTextAsync(Path.Combine(root, "answer.txt")));
        Assert.Contains(model.Requests, request => request.Body.Contains("# What is known", StringComparison.Ordinal));
        Record(result, program, name);
    }

    [SkippableTheory]
    [MemberData(nameof(Programs))]
    public async Task Its_last_words_are_its_result_when_it_staged_none(string name)
    {
        RealProgram program = Program(name);
        string root = WorkTree();
        WorkOrder order = Order(program, root);
        using AgentServer model = new(Write(program, Path.Combine(root, "answer.txt"), "fourty-two"), new($"This is it:\n```json\n{Result}\n```\n"));
        WorkResult result = await WorkAsync(program, order, model);
        Check(result, order);
        Assert.Equal("fourty-two", await File.ReadAllTextAsync(Path.Combine(root, "answer.txt")));
    }

    [SkippableTheory]
    [MemberData(nameof(Programs))]
    public async Task A_key_that_is_refused_is_told_as_such(string name)
    {
        RealProgram program = Program(name);
        WorkOrder order = Order(program, WorkTree());
        using AgentServer model = new(new AgentStep("""{"type":"error","error":{"type":"authentication_error","code":401,"status":"UNAUTHENTICATED","message":"Incorrect API key provided: invalid x-api-key"}}""", Status: 401));
        WorkResult result = await WorkAsync(program, order, model);
        Assert.Equal(("auth_failure", false), (result.Failure?.Class, result.Failure?.IsRetryable));
        Assert.NotEmpty(model.Requests);
    }

    private static void Check(WorkResult result, WorkOrder order)
    {
        Assert.True(result.Failure is null, $"{result.Failure}\n{Logs(order)}");
        using JsonDocument document = JsonDocument.Parse(result.TurnResult);
        Assert.Equal("by hand of a program", document.RootElement.GetProperty("summary").GetString());
        JsonElement cost = document.RootElement.GetProperty("cost");
        Assert.True(cost.GetProperty("input_tokens").GetInt64() >= AgentStep.InputTokens && cost.GetProperty("output_tokens").GetInt64() >= AgentStep.OutputTokens, cost.GetRawText());
        Assert.True(cost.GetProperty("usd").ValueKind is JsonValueKind.Null || cost.GetProperty("usd").GetDecimal() > 0, cost.GetRawText());
        Assert.DoesNotContain(RealProgram.Key, Logs(order) + Encoding.UTF8.GetString(result.TurnResult.Span), StringComparison.Ordinal);
    }

    private static void Record(WorkResult result, RealProgram program, string name)
    {
        DispatchRecord record = result.Record!;
        Assert.Equal(("local_cli", name, 0), (record.Worker, record.Program!.Name, record.Program.ExitCode));
        Assert.Contains(program.Tool.Version, record.Program.Version, StringComparison.Ordinal);
        // Where the others ask, their own files say.
        Assert.Equal(name is "claude" or "gemini" ? EvidenceGrade.Loopback : EvidenceGrade.Unobserved, record.EvidenceGrade);
        Assert.True(record.Program is { Pid: > 1, ProcessStartedMs: > 0 });
    }

    private async Task<WorkResult> WorkAsync(RealProgram program, WorkOrder order, AgentServer model)
    {
        Dictionary<string, string> environment = new(program.Settings(_home.Path, model.Address), StringComparer.Ordinal)
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
            ["HOME"] = _home.Path,
            // What a program wants to tell its maker goes nowhere.
            ["HTTPS_PROXY"] = Nowhere,
            ["HTTP_PROXY"] = Nowhere,
            ["NO_PROXY"] = "127.0.0.1,localhost",
        };
        LocalCliWorker worker = new(new() { Environment = environment, PassedVariables = ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"] }, TimeProvider.System);
        return await worker.WorkAsync(order with { TimeLimit = Limit }, CancellationToken.None).WaitAsync(Limit * 2);
    }

    private static RealProgram Program(string name) => name switch
    {
        "codex" => RealProgram.Codex,
        "claude" => RealProgram.Claude,
        "gemini" => RealProgram.Gemini,
        _ => RealProgram.OpenCode,
    };

    private static AgentStep Write(RealProgram program, string path, string text)
    {
        (string tool, System.Text.Json.Nodes.JsonObject arguments) = program.Write(path, text);
        return new(Tool: tool, Arguments: arguments);
    }

    private static WorkOrder Order(RealProgram program, string root) => Orders.Of(root, type: "local_cli", settings: Stub.Settings([program.Tool.Program(program.File), .. program.Arguments]));

    private static string Logs(WorkOrder order) => string.Concat(Directory.EnumerateFiles(Path.Combine(order.Root, ".agentxchain/dispatch/logs"), "*.log", SearchOption.AllDirectories).Select(File.ReadAllText));

    private string WorkTree()
    {
        _repo.Commit("first");
        string path = Path.Combine(_repo.Outside, "tree");
        _repo.Git("worktree", "add", "--quiet", "-b", "work", path);
        return path;
    }
}
