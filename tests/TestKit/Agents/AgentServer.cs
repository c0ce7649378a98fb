using System.Text.Json.Nodes;

namespace TestKit.Agents;

/// <summary>
/// A model on 127.0.0.1 for real agents' programs. It speaks the wire formats of four providers and plays a script: one step for each result of a tool
/// that a request carries. Requests without tools are the programs' own little questions; each gets a short answer.
/// </summary>
public sealed class AgentServer : IDisposable
{
    private readonly StubServer _server;

    /// <param name="steps">The script; its last step is played for ever.</param>
    public AgentServer(params AgentStep[] steps) => _server = new(request => Answer(request, steps));

    /// <summary>Where it listens.</summary>
    public string Address => _server.Address.ToString().TrimEnd('/');

    /// <summary>What it was asked, in order.</summary>
    public IReadOnlyList<StubRequest> Requests => _server.Requests;

    public void Dispose() => _server.Dispose();

    private static StubAnswer Answer(StubRequest request, AgentStep[] steps)
    {
        string path = request.Path.Split('?')[0];
        AgentDialect? dialect = AgentDialect.All.FirstOrDefault(each => each.Speaks(path));
        if (dialect is null || request.Method != "POST" || JsonNode.Parse(request.Body) is not JsonObject asked)
        {
            return new(404, """{"error":{"message":"There is nothing here."}}""");
        }

        bool hasTools = asked["tools"] is JsonArray { Count: > 0 };
        int at = Math.Min(dialect.Results(asked), steps.Length - 1);
        AgentStep step = hasTools ? steps[at] : new AgentStep(Text: "ok");
        return step.Status == 200
            ? new StubAnswer(200, dialect.Answer(step, at, asked)).With("content-type", "text/event-stream").With("x-request-id", "req_loopback")
            : new StubAnswer(step.Status, step.Text ?? "{}").With("content-type", "application/json");
    }
}

/// <summary>What the model does: it says something, or has a tool called; or refuses with a status of HTTP.</summary>
/// <param name="Text">What it says, or the body of the refusal.</param>
/// <param name="Tool">The tool's name, or null.</param>
/// <param name="Arguments">The tool's arguments.</param>
/// <param name="Status">The status of HTTP.</param>
public sealed record AgentStep(string? Text = null, string? Tool = null, JsonObject? Arguments = null, int Status = 200)
{
    /// <summary>Tokens that each request is said to have used.</summary>
    public const int InputTokens = 100;

    /// <summary>Tokens that each answer is said to have used.</summary>
    public const int OutputTokens = 20;
}
