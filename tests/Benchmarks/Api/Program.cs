using System.ClientModel;
using System.ClientModel.Primitives;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic;
using Anthropic.Models.Messages;
using OpenAI;
using OpenAI.Chat;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Dispatch;
using Proofs.Runs.Work;
using Proofs.Workers.Api;
using TestKit;
using TestKit.Models;

// What one api_proxy turn costs over the SDK's call alone, against a server in the same process. Both send the same prompt, in turn; prints each first and
// median time in milliseconds. usage: Benchmarks.Api [ROUNDS]
const string Answer = """{"schema_version":"1.0","run_id":"run_0123456789abcdef","summary":"done"}""";
int rounds = args is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 101;
using TempFolder folder = new();
Dictionary<string, ReadOnlyMemory<byte>> bundle = new(StringComparer.Ordinal)
{
    ["PROMPT.md"] = System.Text.Encoding.UTF8.GetBytes("# Turn\n" + string.Concat(Enumerable.Repeat("- a line of the prompt\n", 200))),
    ["CONTEXT.md"] = System.Text.Encoding.UTF8.GetBytes("# Context\n" + string.Concat(Enumerable.Repeat("- a line of the context\n", 200))),
};
bundle[DispatchManifest.FileName] = DispatchManifest.Seal(bundle, "run_0123456789abcdef", "turn_0123456789abcdef", "qa", DateTimeOffset.UnixEpoch);
foreach ((string name, ReadOnlyMemory<byte> content) in bundle)
{
    File.WriteAllBytes(folder.In(name), content.Span);
}

string prompt = File.ReadAllText(folder.In("PROMPT.md")) + "\n\n---\n\n" + File.ReadAllText(folder.In("CONTEXT.md"));
using ModelServer server = new(ModelAnswer.Says(Answer, 2000, 20));
using AnthropicClient anthropic = new() { ApiKey = "x", BaseUrl = server.Address.ToString().TrimEnd('/'), MaxRetries = 0 };
ChatClient openAi = new("gpt-4o", new ApiKeyCredential("x"), new OpenAIClientOptions { Endpoint = new(server.Address, "/v1"), RetryPolicy = new ClientRetryPolicy(0) });
using ApiWorker worker = new(new() { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["ANTHROPIC_API_KEY"] = "x-test", ["OPENAI_API_KEY"] = "x-test" } }, TimeProvider.System);

await Compare("Anthropic", async () => (await anthropic.Messages.Create(new MessageCreateParams { Model = "claude-haiku-4-5", MaxTokens = 4096, Messages = [new UserMessageParam { Content = prompt }] })).Content.Count, Order("anthropic", "claude-haiku-4-5", "ANTHROPIC_API_KEY"));
await Compare("OpenAI", async () => (await openAi.CompleteChatAsync([new UserChatMessage(prompt)])).Value.Content.Count, Order("openai", "gpt-4o", "OPENAI_API_KEY"));
return 0;

async Task Compare(string name, Func<Task<int>> call, WorkOrder order)
{
    List<double> alone = [];
    List<double> turns = [];
    for (int round = 0; round < rounds; round++)
    {
        alone.Add(await Time(async () => _ = await call()));
        turns.Add(await Time(async () => _ = (await worker.WorkAsync(order, CancellationToken.None)) is { Failure: { } failure } ? throw new InvalidOperationException(failure.Reason) : 0));
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| one api_proxy turn, {name} | first {turns[0]:0.0} median {Median(turns):0.00}; the SDK alone: first {alone[0]:0.0} median {Median(alone):0.00} | below 50 more |"));
}

static async Task<double> Time(Func<Task> work)
{
    long began = Stopwatch.GetTimestamp();
    await work();
    return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

WorkOrder Order(string provider, string model, string variable) => new()
{
    RunId = "run_0123456789abcdef",
    TurnId = "turn_0123456789abcdef",
    Attempt = 1,
    Role = "qa",
    Phase = "qa",
    WriteAuthority = WriteAuthority.ReviewOnly,
    RuntimeId = "api",
    Runtime = new("api_proxy", JsonSerializer.SerializeToElement(new JsonObject { ["provider"] = provider, ["model"] = model, ["auth_env"] = variable, ["base_url"] = server.Address.ToString() })),
    Root = folder.Path,
    BundlePath = folder.Path,
    StagingPath = folder.In("turn-result.json"),
};
