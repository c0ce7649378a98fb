using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Proofs.Packs;

namespace Proofs.CliPack.Tests;

/// <summary>A model's stand-in in another process.</summary>
public sealed class ModelProcessTests
{
    private const string Prompt = "# Turn\n\n```json\n{\"example\": true}\n```\n\n## Required Output\n\nFill it in.\n\n```json\n{\n  \"run_id\": \"run_1\",\n  \"status\": \"<completed | blocked>\"\n}\n```\n\n# Context\n";

    [Fact]
    public async Task It_refuses_another_key_and_gives_ids_that_nobody_can_guess()
    {
        JsonObject done = JsonNode.Parse("""{"status":200,"result":{"status":"completed"}}""")!.AsObject();
        await using ModelProcess strict = await ModelProcess.StartAsync([done.DeepClone()], key: "the-only-key");
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(strict, Prompt)).Status);
        await using ModelProcess one = await ModelProcess.StartAsync([done.DeepClone()]);
        await using ModelProcess other = await ModelProcess.StartAsync([done.DeepClone()]);
        Assert.NotEqual((await AskAsync(one, Prompt)).Id, (await AskAsync(other, Prompt)).Id);
    }

    [Fact]
    public async Task It_fills_in_the_template_tells_its_ids_and_has_an_answer_for_each_request()
    {
        JsonObject done = JsonNode.Parse("""{"status":200,"result":{"status":"completed"},"input_tokens":300,"output_tokens":20,"latency_ms":1}""")!.AsObject();
        await using ModelProcess model = await ModelProcess.StartAsync([done, new JsonObject { ["status"] = 529 }, done.DeepClone()]);
        Assert.Empty(model.Answered);
        (HttpStatusCode status, string id, JsonNode body) = await AskAsync(model, Prompt);
        Assert.Equal((HttpStatusCode.OK, model.AnsweredIds.Single(), 300, 20), (status, id, (int)body["usage"]!["input_tokens"]!, (int)body["usage"]!["output_tokens"]!));
        Assert.Equal("""{"run_id":"run_1","status":"completed"}""", (string?)body["content"]![0]!["text"]);
        (status, id, body) = await AskAsync(model, Prompt);
        Assert.Equal((529, model.Answered[^1].Id, "overloaded_error"), ((int)status, id, (string?)body["error"]!["type"]));
        (status, _, body) = await AskAsync(model, "Say hello.");
        Assert.Equal((500, "The prompt has no template of a turn's result."), ((int)status, (string?)body["error"]!["message"]));
        (status, _, body) = await AskAsync(model, Prompt);
        Assert.Equal((500, "No answer is left for request 4; the list has 3."), ((int)status, (string?)body["error"]!["message"]));
        Assert.Single(model.AnsweredIds);
        Assert.Equal([200, 529, 500, 500], model.Answered.Select(each => each.Status));
    }

    [Fact]
    public async Task It_is_gone_when_nobody_needs_it_any_more()
    {
        ModelProcess model = await ModelProcess.StartAsync([]);
        Uri address = model.Address;
        Assert.True(address.IsLoopback);
        await model.DisposeAsync();
        using HttpClient client = new();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(address));
    }

    private static async Task<(HttpStatusCode Status, string Id, JsonNode Body)> AskAsync(ModelProcess model, string prompt)
    {
        JsonObject request = new() { ["model"] = "claude-haiku-4-5", ["system"] = "You do a turn.", ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = prompt }) };
        using HttpClient client = new() { Timeout = TestKit.Run.Limit };
        using StringContent content = new(request.ToJsonString(), Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync(new Uri(model.Address, "/v1/messages"), content);
        return (answer.StatusCode, answer.Headers.GetValues("request-id").Single(), JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
